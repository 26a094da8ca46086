{#- As palavras do leitor, do cabeçalho de cada página, como um script que o worker da busca lê. -#}
self.palavras = {
{%- for item in nav.pages %}
{{ item.url | tojson }}: {{ {"descricao": item.meta.description | default(none), "palavras": item.meta.busca | default(none), "desconhecidas": item.meta.desconhecidas | default(none)} | tojson }},
{%- endfor %}
};
