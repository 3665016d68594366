"""A WebSocket client that checks what it reads and can write what is forbidden.

Frames of the server must be unmasked, whole, of the shortest length form, with no reserved bit,
text in UTF-8, and at most 256 KiB (protocol section 3). Anything else is a BadAnswer, which fails
the scene. `read` runs as a task from `open` on; it hands each text to `on_text` and ends with the
close code in `closed`.
"""
import asyncio
import base64
import hashlib
import os

from stage.http_client import Answer, BadAnswer, Connection, read_answer

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
SERVER_FRAME_MAX = 256 * 1024
ACCEPT_SALT = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
SUBPROTOCOL = "parley.v1.json"


def frame(payload, opcode=TEXT, fin=True, rsv=0, masked=True):
    """The bytes of one client frame (RFC 6455 section 5.2)."""
    head = bytearray([(0x80 if fin else 0) | rsv << 4 | opcode])
    mask_bit = 0x80 if masked else 0
    size = len(payload)
    if size < 126:
        head.append(mask_bit | size)
    elif size < 1 << 16:
        head += bytes([mask_bit | 126]) + size.to_bytes(2, "big")
    else:
        head += bytes([mask_bit | 127]) + size.to_bytes(8, "big")
    if not masked:
        return bytes(head) + payload
    mask = os.urandom(4)
    key = (mask * (size // 4 + 1))[:size]
    hidden = (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")
    return bytes(head) + mask + hidden


class Socket:
    """One WebSocket. `closed` is a future: the close code, or 1006 where none came."""

    def __init__(self, connection, on_text):
        self.connection = connection
        self.on_text = on_text
        self.closed = asyncio.get_running_loop().create_future()
        self.fault = None
        self.pongs = 0
        self.may_read = asyncio.Event()
        self.may_read.set()
        self.task = asyncio.create_task(self.read())

    @classmethod
    async def open(cls, address, on_text, headers=None):
        """A Socket, or the Answer of a server that did not switch protocols."""
        connection = await Connection.open(address)
        key = base64.b64encode(os.urandom(16))
        lines = {
            "Host": address, "Upgrade": "websocket", "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": key.decode(),
            "Sec-WebSocket-Protocol": SUBPROTOCOL, **(headers or {}),
        }
        text = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value != "")
        await connection.write(f"GET /v1/ws HTTP/1.1\r\n{text}\r\n".encode())
        answer = await read_answer(connection.reader)
        if answer is None or answer.status != 101:
            connection.close()
            return answer or Answer(0, {}, b"")
        accept = base64.b64encode(hashlib.sha1(key + ACCEPT_SALT).digest()).decode()
        if answer.headers.get("sec-websocket-accept") != accept:
            raise BadAnswer("a wrong Sec-WebSocket-Accept")
        if answer.headers.get("sec-websocket-protocol") != SUBPROTOCOL:
            raise BadAnswer("the subprotocol was not chosen")
        if "sec-websocket-extensions" in answer.headers:
            raise BadAnswer("an extension that nobody asked for")
        return cls(connection, on_text)

    async def send_text(self, text):
        await self.write(frame(text if isinstance(text, bytes) else text.encode()))

    async def write(self, data):
        try:
            await self.connection.write(data)
        except ConnectionError:
            pass  # the reading side learns the close code

    async def close(self, code=1000):
        await self.write(frame(code.to_bytes(2, "big"), CLOSE))
        await asyncio.wait_for(asyncio.shield(self.closed), 5)

    def abort(self):
        self.task.cancel()
        self.connection.abort()
        self.finish(1006)

    def finish(self, code):
        if not self.closed.done():
            self.closed.set_result(code)

    async def read(self):
        code = 1006
        try:
            while (opcode_payload := await self.read_frame())[0] != CLOSE:
                opcode, payload = opcode_payload
                if opcode == TEXT:
                    self.on_text(payload.decode())
                elif opcode == PING:
                    await self.write(frame(payload, PONG))
                elif opcode == PONG:
                    self.pongs += 1
            payload = opcode_payload[1]
            code = int.from_bytes(payload[:2], "big") if payload else 1005
            await self.write(frame(payload[:2], CLOSE))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        except (BadAnswer, ValueError) as error:
            self.fault = f"the server sent a bad frame: {error}"
        finally:
            self.connection.close()
            self.finish(code)

    async def read_frame(self):
        await self.may_read.wait()
        reader = self.connection.reader
        first, second = await reader.readexactly(2)
        size = second & 0x7F
        if first & 0x70 or second & 0x80 or not first & 0x80:
            raise BadAnswer(f"reserved bits, a mask or a fragment: {first:02x} {second:02x}")
        if size == 126:
            size = int.from_bytes(await reader.readexactly(2), "big")
            least = 126
        elif size == 127:
            size = int.from_bytes(await reader.readexactly(8), "big")
            least = 1 << 16
        else:
            least = 0
        opcode = first & 0x0F
        if size < least or size > SERVER_FRAME_MAX or (opcode >= CLOSE and size > 125):
            raise BadAnswer(f"a frame of {size} bytes, opcode {opcode}")
        if opcode not in (TEXT, CLOSE, PING, PONG):
            raise BadAnswer(f"opcode {opcode}")
        return opcode, await reader.readexactly(size)
