"""Schedules the plans of `cargo bench --bench plans` with other tools.

    python3 benches/peers.py networkx DIRECTORY
    python3 benches/peers.py mpxj DIRECTORY
    python3 benches/peers.py tjp DIRECTORY > plan.tjp     # then: tj3 --silent plan.tjp

It understands what the generator writes and nothing else. Of each milestone it takes the likely
duration in working days and what it waits for, with start-to-start links and lags; calendars,
leave and progress are left out, so that every tool has the least to do.
"""

import datetime
import pathlib
import re
import sys


def read(directory):
    """Returns (id, days, [(predecessor, kind, lag in days)]) of every milestone."""
    tasks = []
    for path in sorted(pathlib.Path(directory, "programs").glob("p*.yaml")):
        home, inside = path.stem, False
        for line in path.read_text().splitlines():
            if found := re.match(r"  (m\d+):$", line):
                tasks.append((f"{home}/{found[1]}", [0], []))
                inside = True
            elif line == "risks:":
                inside = False
            elif inside and (found := re.match(r"    duration: (?:\[\w+, )?(\d+)([dw])", line)):
                tasks[-1][1][0] = int(found[1]) * (5 if found[2] == "w" else 1)
            elif inside and (found := re.match(r"      - (m\d+)$|    depends_on: \[(.*)\]", line)):
                for link in (found[1] or found[2]).split(", "):
                    name, _, rest = link.partition(" ")
                    kind = "SS" if rest.startswith("SS") else "FS"
                    lag = re.search(r"\+(\d+)([dw])", rest)
                    days = int(lag[1]) * (5 if lag[2] == "w" else 1) if lag else 0
                    tasks[-1][2].append((name if "/" in name else f"{home}/{name}", kind, days))
    return [(name, days[0], links) for name, days, links in tasks]


def networkx_(tasks):
    """Forward and backward pass over a graph, in day numbers."""
    import networkx

    graph = networkx.DiGraph()
    graph.add_nodes_from((name, {"days": days}) for name, days, _ in tasks)
    for name, _, links in tasks:
        graph.add_edges_from((other, name, {"kind": kind, "lag": lag}) for other, kind, lag in links)
    order = list(networkx.topological_sort(graph))
    early, late = {}, {}

    def until(node, other, edge):
        return edge["lag"] + (graph.nodes[node]["days"] if edge["kind"] == "FS" else 0)

    for node in order:
        early[node] = max((early[p] + until(p, node, e) for p, _, e in graph.in_edges(node, data=True)), default=0)
    end = max(early[node] + graph.nodes[node]["days"] for node in order)
    for node in reversed(order):
        late[node] = min(
            (late[s] - until(node, s, e) for _, s, e in graph.out_edges(node, data=True)),
            default=end - graph.nodes[node]["days"],
        )
    print(f"{len(order)} milestones end after {end} days, {sum(early[n] == late[n] for n in order)} critical")


def mpxj_(tasks):
    """The scheduler of MPXJ that follows Microsoft Project."""
    import jpype
    import mpxj  # noqa: F401, it brings the classes

    jpype.startJVM()
    from java.time import LocalDateTime
    from org.mpxj import Duration, ProjectFile, Relation, RelationType, TimeUnit
    from org.mpxj.cpm import MicrosoftScheduler

    project = ProjectFile()
    project.setDefaultCalendar(project.addDefaultBaseCalendar())
    project.getProjectProperties().setStartDate(LocalDateTime.of(2026, 7, 6, 8, 0))
    start, made = LocalDateTime.of(2026, 7, 6, 8, 0), {}
    for name, days, _ in tasks:
        task = project.addTask()
        task.setName(name)
        task.setDuration(Duration.getInstance(days, TimeUnit.DAYS))
        task.setActualDuration(Duration.getInstance(0, TimeUnit.DAYS))
        task.setRemainingDuration(Duration.getInstance(days, TimeUnit.DAYS))
        made[name] = task
    kinds = {"FS": RelationType.FINISH_START, "SS": RelationType.START_START}
    for name, _, links in tasks:
        for other, kind, lag in links:
            relation = Relation.Builder().predecessorTask(made[other]).type(kinds[kind])
            made[name].addPredecessor(relation.lag(Duration.getInstance(lag, TimeUnit.DAYS)))
    MicrosoftScheduler().schedule(project, start)
    print(f"{len(tasks)} milestones end on {max(task.getFinish() for task in made.values())}")


def flat(name):
    return name.replace("/", "_")


def tjp(tasks):
    """A project of TaskJuggler, with one report of every date."""
    print('project plan "Plan" 2026-07-06 +6y { timingresolution 60min }')
    for name, days, links in tasks:
        print(f'task {flat(name)} "{name}" {{')
        print(f"  length {days}d" if days else "  milestone")
        if not links:
            print("  start 2026-07-06")
        for other, kind, lag in links:
            gap = f" gaplength {lag}d" if lag else ""
            onstart = " onstart" if kind == "SS" else ""
            print(f"  depends {flat(other)} {{{onstart}{gap} }}" if lag or onstart else f"  depends {flat(other)}")
        print("}")
    print('taskreport "dates" { formats csv columns id, start, end }')


def main():
    ways = {"networkx": networkx_, "mpxj": mpxj_, "tjp": tjp}
    if len(sys.argv) != 3 or sys.argv[1] not in ways:
        sys.exit(__doc__)
    ways[sys.argv[1]](read(sys.argv[2]))


if __name__ == "__main__":
    main()
