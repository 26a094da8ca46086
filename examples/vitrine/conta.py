canecas, preco = 12, 30
print(f"{canecas} canecas: R$ {canecas * preco}")
