"""HTTP/1.1 as a strict client of one connection a request.

It sends exactly what it is told, so a scene may send what no proper client would. What it reads
it checks: a status line, headers, and a body of the announced length.
"""
import asyncio
import json
from dataclasses import dataclass


class BadAnswer(Exception):
    """The server said something that is no HTTP, no WebSocket or no JSON."""


def strict_json(text):
    """JSON without duplicate keys, NaN or lone surrogates."""
    def unique(pairs):
        result = dict(pairs)
        if len(result) != len(pairs):
            raise BadAnswer(f"duplicate keys in {text[:200]}")
        return result

    def refuse(name):
        raise BadAnswer(f"{name} is no JSON")
    try:
        value = json.loads(text, object_pairs_hook=unique, parse_constant=refuse)
        json.dumps(value, ensure_ascii=False).encode()
    except ValueError as error:
        raise BadAnswer(f"no JSON ({error}): {text[:200]}") from None
    return value


@dataclass
class Answer:
    status: int
    headers: dict  # names in lower case
    body: bytes

    @property
    def json(self):
        """The body as JSON; None when it is empty; a text when it is of another type."""
        if not self.body:
            return None
        text = self.body.decode()
        if "json" not in self.headers.get("content-type", ""):
            return text
        return strict_json(text)


async def read_answer(reader, method="GET"):
    """The next answer on a connection. Nothing if it was closed before the first byte."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise BadAnswer(f"half an answer: {error.partial[:200]}") from None
        return None
    except ConnectionError:
        return None
    lines = head.decode("latin-1").split("\r\n")[:-2]
    version, _, rest = lines[0].partition(" ")
    if version != "HTTP/1.1" or not rest[:3].isdigit():
        raise BadAnswer(f"no status line: {lines[0]}")
    headers = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon:
            raise BadAnswer(f"no header: {line}")
        headers[name.lower()] = value.strip()
    status = int(rest[:3])
    return Answer(status, headers, await read_body(reader, method, status, headers))


async def read_body(reader, method, status, headers):
    if method == "HEAD" or status in (101, 204, 304):
        return b""
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = b""
        while size := int((await reader.readline()).split(b";")[0], 16):
            body += await reader.readexactly(size)
            await reader.readexactly(2)
        await reader.readline()
        return body
    if "content-length" not in headers:
        raise BadAnswer(f"an answer {status} without a length")
    return await reader.readexactly(int(headers["content-length"]))


class Connection:
    """A plain connection to an address `host:port`. Closed by `close`, or torn by `abort`."""

    def __init__(self, reader, writer):
        self.reader = reader
        self.writer = writer

    @classmethod
    async def open(cls, address):
        host, _, port = address.rpartition(":")
        reader, writer = await asyncio.open_connection(host, int(port), limit=1 << 22)
        return cls(reader, writer)

    async def write(self, data):
        self.writer.write(data)
        await self.writer.drain()

    def close(self):
        self.writer.close()

    def abort(self):
        self.writer.transport.abort()


async def request(address, method, target, headers, body=None):
    """One request on a connection of its own. `headers` are added to Host and the length."""
    connection = await Connection.open(address)
    try:
        lines = [f"{method} {target} HTTP/1.1", f"Host: {address}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body is not None:
            lines.append(f"Content-Length: {len(body)}")
        await connection.write("\r\n".join(lines + ["", ""]).encode() + (body or b""))
        answer = await read_answer(connection.reader, method)
        if answer is None:
            raise BadAnswer(f"{method} {target}: the connection was closed without an answer")
        return answer
    finally:
        connection.close()
