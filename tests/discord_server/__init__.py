"""A Discord of our own over real sockets: REST and gateway, limits, nonces, and faults on demand.

    async with running(Options(nonce_window=2)) as server:      # in the test's own loop
        server.faults.add(Fault(Effect.LOSE, member=ALICE))     # stored, and the answer lost
        ...                                                     # a bot is pointed at server.url
        await server.until(lambda: server.arrived(ALICE), seconds=5)
        talk = await server.slash(ALICE, "coach")
        print(await talk.answer())

`server.py` has the interface, `options.py` what can be set, `faults.py` what can go wrong,
`child.py` starts the command `rapport` against it, `python -m tests.discord_server` is the
server as a process of its own with the same interface over `/control`.
"""
