"""O erro do pacote."""


class EngineError(Exception):
    """Não há motor utilizável; a mensagem diz o que houve e o que fazer."""
