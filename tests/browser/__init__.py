"""O site num Chromium de verdade: o que se pede à rede, a busca, a acessibilidade, a cópia."""
