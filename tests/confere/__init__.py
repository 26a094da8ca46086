"""O programa de quem lê: os exercícios, certos e errados, sobre o que ele viu em motores reais."""
