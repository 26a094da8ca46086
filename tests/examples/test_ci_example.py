"""O workflow de examples/testar executa só o que as páginas executam, e com poucos poderes."""

import yaml

from guide.page import ROOT, Guide

WORKFLOW = "examples/testar/.github/workflows/testes.yml"
TRANSCRIPT = "testar/ci.console"


def problems(workflow: dict, executed: set[str]) -> list[str]:
    """O que está errado em `workflow`; `executed` são os comandos que a suíte executa."""
    found = []
    # No YAML 1.1, a chave `on` é o valor verdadeiro.
    if set(workflow.get("on", workflow.get(True))) != {"push", "pull_request"}:
        found.append("a página diz que se testa a cada push e em cada pull request: confira `on`")
    if workflow.get("permissions") != {"contents": "read"}:
        found.append("a página diz que o CI só lê o repositório: `permissions` é `contents: read`")
    for name, job in workflow["jobs"].items():
        if job.get("timeout-minutes") != 15:
            found.append(f"o job {name}: a página diz que ele para em 15 minutos")
        found += [
            f"o job {name} executa «{step['run']}», que examples/{TRANSCRIPT} não executa"
            for step in job["steps"]
            if "run" in step and step["run"] not in executed
        ]
        if not any("run" in step for step in job["steps"]):
            found.append(f"o job {name} não executa teste algum")
    return found


def _executed() -> set[str]:
    sections = Guide().transcript(TRANSCRIPT).sections
    return {step.text for section in sections for step in section.steps if step.kind == "command"}


def _workflow() -> dict:
    return yaml.safe_load((ROOT / WORKFLOW).read_text(encoding="utf-8"))


def test_workflow_runs_what_the_page_runs() -> None:
    found = problems(_workflow(), _executed())
    assert not found, f"{WORKFLOW}: " + "; ".join(found)


def test_workflow_that_does_something_else_is_refused() -> None:
    workflow = _workflow()
    job = workflow["jobs"]["testes"]
    job["steps"][-1]["run"] = "make tudo"
    del job["timeout-minutes"]
    del workflow["permissions"]
    permissions, timeout, command = problems(workflow, _executed())
    assert "permissions" in permissions
    assert "15 minutos" in timeout
    assert "«make tudo»" in command
