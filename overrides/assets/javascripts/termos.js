{#- O glossário como um script, que glossario.js só carrega quando alguém pede uma definição. -#}
{% for item in nav.pages if item.file.src_uri == "glossario.md" -%}
window.glossario = {{ item.content | tojson }};
{% endfor %}
