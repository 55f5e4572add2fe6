"""Takes mail and keeps it in a file: a mail server (RFC 5321) that delivers nothing."""

import email
import email.policy
import socketserver
import threading


def listen(path):
    """Takes mail from now on, and tells at which port. Each is a line of the file: to whom, a tab, the text."""

    class Session(socketserver.StreamRequestHandler):
        def handle(self):
            self.say("220 here")
            for line in iter(self.line, b""):
                self.obey(line)

        def line(self):
            return self.rfile.readline().rstrip(b"\r\n")

        def say(self, answer):
            self.wfile.write(f"{answer}\r\n".encode())

        def obey(self, line):
            match line.split(b":", 1)[0].split(b" ", 1)[0].upper():
                case b"RCPT":
                    self.recipient = line.split(b":", 1)[1].strip(b" <>").decode()
                case b"DATA":
                    self.say("354 go on")
                    keep(self.recipient, b"\r\n".join(iter(self.line, b".")))
            self.say("250 good")

    def keep(recipient, content):
        mail = email.message_from_bytes(content, policy=email.policy.default)
        text = " ".join(mail.get_body(("plain", "html")).get_content().split())
        with open(path, "a", encoding="utf-8") as file:
            file.write(f"{recipient}\t{text}\n")

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]
