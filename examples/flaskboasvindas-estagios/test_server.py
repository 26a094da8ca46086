from serverFlask import app


def test_boas_vindas():
    assert "Boas-vindas" in app.test_client().get("/").text
