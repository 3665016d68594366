"""Which scenes are played, on which servers, and what is printed about them."""
import asyncio
import os
import shutil
import tempfile
import time
import traceback

from stage import verbs_http, verbs_play, verbs_socket  # noqa: F401  they fill the table of verbs
from stage.http_client import BadAnswer
from stage.language import Verbs, read_scene
from stage.match import Names, make
from stage.player import Failed, Play
from stage.server import Server, ServerFailed
from stage.values import SceneError

DEADLINE_S = 40
header = Verbs()


@header("server of its own[ with {limits:value}]")
@header("deadline {seconds:number} s")
def read_header(**found):
    return found


class Scene:
    """One file. `name` is its path below the scenes, without the ending."""

    def __init__(self, path, root):
        self.path = path
        self.name = os.path.relpath(path, root)[: -len(".scene")]
        self.title, self.statements = read_scene(path)
        self.deadline_s, self.limits, self.has_own_server = DEADLINE_S, {}, False
        for statement in self.statements:
            self.read_header(statement)

    def read_header(self, statement):
        for inner in statement.block:
            self.read_header(inner)
        text = statement.text
        if text.startswith("the server "):
            self.has_own_server = True
        elif text.startswith(("server of its own", "deadline ")):
            _, found = header.find(statement)
            self.deadline_s = found.get("seconds", self.deadline_s)
            if "seconds" not in found:
                self.has_own_server = True
            if "limits" in found:
                self.limits = make(found["limits"], Names(lambda name: None))


def find_scenes(root, wanted):
    """The scenes below `root`; `wanted` are paths or parts of names, none means all."""
    paths = [os.path.join(folder, name) for folder, _, names in os.walk(root)
             for name in names if name.endswith(".scene")]
    scenes = [Scene(path, root) for path in sorted(paths)]
    if not wanted:
        return scenes
    return [scene for scene in scenes
            if any(os.path.realpath(one) == os.path.realpath(scene.path) or one in scene.name
                   for one in wanted)]


class Programme:
    """Plays scenes, `jobs` at a time. Scenes that neither end the server nor set limits share
    one; the others have one each. `patience` stretches every wait, for slow builds."""

    def __init__(self, binary, schemas, jobs, keep, patience):
        self.binary, self.schemas, self.keep, self.patience = binary, schemas, keep, patience
        self.turns = asyncio.Semaphore(jobs)
        self.directory = tempfile.mkdtemp(prefix="parley-scenes-")
        self.shared = None
        self.starting = asyncio.Lock()
        self.passed = self.failed = 0

    async def run(self, scenes):
        try:
            await asyncio.gather(*(self.turn(scene) for scene in scenes))
        finally:
            if self.shared:
                await self.shared.stop()
            if self.keep:
                print(f"kept: {self.directory}")
            else:
                shutil.rmtree(self.directory, ignore_errors=True)
        print(f"scenes: {self.passed} passed, {self.failed} failed")
        return self.failed == 0

    async def turn(self, scene):
        async with self.turns:
            started = time.monotonic()
            failure = await self.failure_of(scene)
            if failure is None:
                self.passed += 1
                return
            self.failed += 1
            lines = [f"FAILED {scene.name} ({time.monotonic() - started:.1f} s)"]
            lines += ["    " + line for line in failure.splitlines()]
            print("\n".join(lines), flush=True)

    async def server_for(self, scene):
        if scene.has_own_server:
            place = os.path.join(self.directory, scene.name.replace("/", "-")[:80])
            server = Server(self.binary, place, scene.limits)
            await server.start()
            return server
        async with self.starting:
            if self.shared is None or not self.shared.is_running():
                self.shared = Server(self.binary, os.path.join(self.directory, "shared"), {})
                await self.shared.start()
            return self.shared

    async def failure_of(self, scene):
        """Why it failed, or None."""
        play = None
        try:
            server = await self.server_for(scene)
            play = Play(server, self.schemas, self.patience)
            deadline_s = scene.deadline_s * self.patience
            await asyncio.wait_for(self.all_of(scene, play), deadline_s)
            return None
        except asyncio.TimeoutError:
            return f"line {play.now}: the scene did not end in {deadline_s} s"
        except (Failed, BadAnswer, ServerFailed, SceneError) as error:
            return explain(error)
        except Exception:  # a mistake of the runner must not end the other scenes
            return traceback.format_exc()
        finally:
            if play:
                await play.close_all()
                if scene.has_own_server:
                    await play.server.stop()

    async def all_of(self, scene, play):
        for statement in scene.statements:
            play.now = f"{statement.line}: {statement.text[:200]}"
            await play.play(statement)
        for who in list(play.asked):
            await verbs_http.settle(play, who)
        await play.check_the_end()
        if not scene.has_own_server and not play.server.is_running():
            raise Failed(f"the shared server ended\n{play.server.log_tail()}")


def explain(error):
    statement = getattr(error, "statement", None)
    if statement is None:
        return f"{error}"
    return f"line {statement.line}: {statement.text[:300]}\n{error}"
