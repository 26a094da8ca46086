# Os comandos da casa. `make help` os lista; o README conta o que cada um faz.

PYTHON ?= python3
PORT   ?= 8000
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/ready
LOCK   := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
          --no-emit-index-url --no-emit-find-links

# Quatro trabalhadores, cada um com o seu motor: um núcleo não fica à toa enquanto outro espera.
SIDE_BY_SIDE := --numprocesses 4 --dist loadgroup --no-loadscope-reorder --max-worker-restart 0

TOOLS := hunspell hunspell-pt-br pandoc epubcheck
SUDO  := $(if $(filter 0,$(shell id -u)),,sudo)

# Vai pelo ambiente, entre aspas: num CI, é o nome de uma tag.
export VERSION

# O Material avisa do futuro do MkDocs a cada construção; a decisão do projeto está no CONTRIBUTING.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help serve build offline epub publish turma anki test update bench bench-site mutants lock pin image \
        tools issue release release-post clean

help: ## mostra esta lista
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'

serve: $(READY) ## serve o guia em http://127.0.0.1:8000 (PORT=… troca a porta) e recarrega a cada edição
	@exec $(BIN)/python -m guide serve --port $(PORT)

build: $(READY) ## constrói o site em site/, sem tolerar avisos
	@exec $(BIN)/python -m guide build site

offline: $(READY) ## faz o zip que se abre do disco e o PDF do guia, em dist/ (o PDF pede um Chromium)
	@exec $(BIN)/python -m guide offline dist

epub: $(READY) ## faz o EPUB do guia, em dist/, conferido pelo epubcheck (pede um Chromium e o pandoc)
	@exec $(BIN)/python -m guide epub dist

publish: $(READY) ## constrói em site/ o site com o zip e o PDF, pronto para qualquer hospedagem
	@exec $(BIN)/python -m guide publish site

turma: $(READY) ## faz em dist/turma/ (e .tar) uma aula sem internet: site, livros, imagens, espelho
	@exec $(BIN)/python -m guide turma dist

anki: $(READY) ## faz em dist/ o baralho do Anki com as previsões do guia (SITE_URL=… liga cada nota à lição)
	@exec $(BIN)/python -m guide anki dist

test: $(READY) ## testa tudo num motor Docker real (PAGE=… uma página; ENGINE=26.1 outro motor)
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet . \
	  || { echo "O código não passou no ruff: rode '$(BIN)/ruff check' e '$(BIN)/ruff format'."; exit 1; }
	@exec $(BIN)/python -m pytest $(if $(PAGE),tests/test_pages.py --page "$(PAGE)",$(SIDE_BY_SIDE)) $(ARGS)

update: $(READY) ## grava as saídas que mudaram (PAGE=imagens/construcao.md limita a uma página)
	@exec $(BIN)/python -m pytest tests/test_pages.py --update $(if $(PAGE),--page "$(PAGE)")

bench: $(READY) ## compara o tempo da leitura das páginas com o dos comandos sozinhos (ARGS="1 dados/volumes")
	@exec $(BIN)/python -m guide bench $(ARGS)

bench-site: $(READY) ## mede o site ao lado de um Material de fábrica: bytes, tempos, Lighthouse
	@exec $(BIN)/python -m guide bench-site $(ARGS)

mutants: $(READY) ## estraga o guia de muitos modos e vê se a suíte percebe (ARGS="--engine 0": sem motor)
	@exec $(BIN)/python -m guide mutants $(ARGS)

lock: ## refaz requirements*.txt a partir de requirements*.in (precisa do uv)
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) requirements-site.in --constraints requirements.txt --output-file requirements-site.txt

pin: ## prende as imagens base do Dockerfile ao digest que o registro dá hoje
	@$(PYTHON) -B -m guide pin Dockerfile

image: ## constrói a imagem do site, com o PDF e o zip (ADDRESS e PORT: veja compose.yaml)
	@docker compose build

tools: ## instala com o apt-get o que a suíte usa e a máquina não tem (num CI; pede sudo)
	@$(SUDO) apt-get -q update && $(SUDO) apt-get -q install --yes --no-install-recommends $(TOOLS)

issue: ## mostra a issue do que a suíte achou em RESULTS="a.json b.json"; POST=1 a publica com o gh
	@$(PYTHON) -B -m guide issue $(RESULTS) $(if $(POST),--post)

release: $(READY) ## faz em dist/ os arquivos da edição VERSION=1.0, com as somas e as notas
	@exec $(BIN)/python -m guide release "$$VERSION" dist

release-post: $(READY) ## publica com o gh a edição VERSION=1.0, que `make release` fez
	@exec $(BIN)/python -m guide release "$$VERSION" dist --post

clean: ## remove tudo o que o projeto criou nesta máquina, o motor privado inclusive
	@$(PYTHON) -B -m guide clean
	@rm -rf $(VENV) site dist .pytest_cache .ruff_cache .hypothesis
	@find guide tests examples -type d -name __pycache__ -exec rm -rf {} +

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "O projeto precisa do Python 3.11 ou mais novo (este: $$($(PYTHON) --version 2>&1)). Aponte outro: PYTHON=python3.13 make …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Falta o módulo venv do Python. No Debian e no Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Instalando as dependências em $(VENV) (só desta vez)…"
	@rm -f $(READY)
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $(READY)
