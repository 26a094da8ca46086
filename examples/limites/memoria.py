"""Ocupa 200 MB de memória, de 50 em 50."""

ocupado = []
for total in range(50, 201, 50):
    ocupado.append(b"x" * 50_000_000)
    print(f"ocupei {total} MB")
