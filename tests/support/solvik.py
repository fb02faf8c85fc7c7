"""An invented municipality with one service, its intake and a second unit, and who works there; tests add their own."""

SOLVIK = """
[areas.solvik]
kind = "kommune"
[services.bv-solvik]
area = "solvik"
kind = "barnevern"
intake = "mottak"
[units.mottak]
service = "bv-solvik"
[units.team-b]
service = "bv-solvik"
[users.kari]
roles = [{role = "saksbehandler", service = "bv-solvik", unit = "mottak"}]
[users.anne]
roles = [{role = "saksbehandler", service = "bv-solvik", unit = "team-b"}]
[users.siv]
roles = ["systemansvarlig"]
"""
