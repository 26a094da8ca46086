echo "No ar."
