"""The kit for servers: ask a server, write everything down, judge it afterwards."""
