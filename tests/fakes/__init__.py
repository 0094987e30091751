"""Local stand-ins for the world outside: real servers on 127.0.0.1."""
