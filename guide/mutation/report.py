"""O relatório do juízo: por tipo, quantos morreram; os equivalentes e por quê; quem sobreviveu."""

from collections import Counter
from collections.abc import Sequence

from guide.mutation import equivalents
from guide.mutation.slips import Mutant


def report(judged: Sequence[Mutant], alive: Sequence[Mutant]) -> tuple[str, bool]:
    """O relatório, e se todo sobrevivente está declarado equivalente."""
    survivors = equivalents.undeclared(alive)
    total = Counter(one.kind for one in judged)
    bad = Counter(one.kind for one in survivors)
    equal = Counter(one.kind for one in alive) - bad
    rows = [("tipo", "mutantes", "mortos", "equivalentes", "vivos")]
    rows += [
        (kind, total[kind], total[kind] - equal[kind] - bad[kind], equal[kind], bad[kind])
        for kind in sorted(total)
    ]
    killed = len(judged) - len(alive)
    rows.append(("total", len(judged), killed, equal.total(), bad.total()))
    lines = [f"{row[0]:<31}" + "".join(f"{cell!s:>13}" for cell in row[1:]) for row in rows]
    why = Counter(reason for one in alive if (reason := equivalents.reason(one)))
    if why:
        lines += ["", "Equivalentes:"]
        lines += [f"  {count:>4}  {reason}" for reason, count in why.most_common()]
    if survivors:
        lines += ["", "Sobreviventes:", *(f"  {one}" for one in survivors)]
    worth = len(judged) - equal.total()
    rate = f"{killed / worth:.1%}".replace(".", ",") if worth else "-"
    lines += ["", f"Taxa de morte: {rate} ({killed} de {worth} que tornam a página falsa)."]
    return "\n".join(lines), not survivors
