"""Resume um arquivo grande em uma linha."""

import sys
from pathlib import Path

tamanho = Path(sys.argv[1]).stat().st_size
print(f"Catálogo feito de uma amostra de {tamanho // 1_000_000} MB.")
