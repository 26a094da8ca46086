"""Os manifestos dos exemplos, julgados pelos esquemas que o kubernetes-validate traz."""

import kubernetes_validate
import pytest
import yaml

from guide.page import ROOT

VERSION = "1.32"
"""A do kubectl das páginas."""


def manifests() -> dict[str, dict]:
    """Cada objeto dos manifestos de `examples/`, pelo lugar: os documentos com `apiVersion`."""
    found: dict[str, dict] = {}
    for file in sorted(ROOT.glob("examples/*/*.yaml")):
        try:
            documents = list(yaml.safe_load_all(file.read_text(encoding="utf-8")))
        except yaml.YAMLError:
            continue  # um exemplo estragado de propósito
        for one in documents:
            if isinstance(one, dict) and "apiVersion" in one:
                found[f"{file.relative_to(ROOT)}: {one['kind']} {one['metadata']['name']}"] = one
    return found


def problems(manifest: dict) -> str:
    """O que o esquema recusa em `manifest`, com o caminho até lá; vazio se nada."""
    try:
        kubernetes_validate.validate(manifest, VERSION, strict=True)
    except kubernetes_validate.ValidationError as error:
        return f"{'.'.join(map(str, error.path))}: {error.message}"
    return ""


@pytest.mark.parametrize("place", manifests())
def test_a_cluster_would_take_the_manifest(place: str) -> None:
    assert not (found := problems(manifests()[place])), f"{place}: o Kubernetes recusaria: {found}"


def test_there_is_one_of_each_kind_the_lesson_teaches() -> None:
    kinds = {one["kind"] for one in manifests().values()}
    taught = {"ConfigMap", "Deployment", "PersistentVolumeClaim", "Pod", "Service"}
    assert taught <= kinds, f"a lição ensina {taught - kinds}, e nenhum exemplo tem"


def test_a_slip_is_refused() -> None:
    manifest = next(one for place, one in manifests().items() if "Deployment" in place)
    wrong = {**manifest, "spec": {**manifest["spec"], "replica": 1}}
    assert "replica" in problems(wrong)
