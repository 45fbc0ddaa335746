"""The shell's `user` commands: accounts added, listed, disabled, unlocked and changed by an administrator."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from console.errors import Refused

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.desk.session import Session

Row = dict[str, Any]
Run = Callable[[Callable[[], Iterable[Row]], bool], None]
Open = Callable[[str], "Desk"]

PASSWORD, NEW_PASSWORD, CODE = "CSO_CONSOLE_PASSWORD", "CSO_CONSOLE_NEW_PASSWORD", "CSO_CONSOLE_CODE"
Store = Annotated[str, typer.Option("--store", help="sqlite:///PATH; the user's data folder when left out.")]
By = Annotated[str, typer.Option("--as", help="The account of whoever does it.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on stdout.")]
Name = Annotated[str, typer.Argument(help="The account's name")]


def group(open_desk: Open, run: Run) -> typer.Typer:
    """The commands; `run` prints the rows and tells failures as all other commands do."""
    users = typer.Typer(help="Accounts. Passwords come from a prompt, or from the environment: see the docs.")
    _add_list(users, open_desk, run)
    _add_changes(users, open_desk, run)
    _add_secrets(users, open_desk, run)
    return users


def person_at(desk: "Desk", name: str, source: str = "shell") -> "Session | None":
    """Whoever acts in the shell: logged on where there are accounts, and then sitting at this desk.

    Raises Refused when that cannot be; returns None on a store without accounts.
    """
    if not desk.accounts.exist:
        return None
    if not name:
        raise Refused("This station has accounts. Say who you are with --as NAME.")
    password = _asked(PASSWORD, f"Password of {name}")
    session = desk.accounts.log_on(name, password, os.environ.get(CODE, ""), source=source)
    desk.sit(session)
    return session


def seated(desk: "Desk", name: str) -> "Desk":
    """The desk with that person at it; closed again when there is no such person."""
    with ExitStack() as opened:
        opened.callback(desk.close)
        person_at(desk, name)
        opened.pop_all()
    return desk


def _add_list(users: typer.Typer, open_desk: Open, run: Run) -> None:
    @users.command("list")
    def list_all(store: Store = "", by: By = "", as_json: Json = False) -> None:
        """List all accounts."""

        def rows() -> Iterator[Row]:
            from console.desk.stamps import stamp

            with closing(open_desk(store)) as desk:
                for each in desk.account_admin.list(person_at(desk, by)):
                    yield {
                        "name": each.name,
                        "person": each.person,
                        "badge": each.badge,
                        "role": each.role,
                        "state": each.state,
                        "second_factor": "totp" if each.second_factor else "",
                        "used_at": stamp(each.used_at),
                    }

        run(rows, as_json)


def _add_changes(users: typer.Typer, open_desk: Open, run: Run) -> None:
    @users.command()
    def add(
        name: Name,
        role: Annotated[str, typer.Option("--role", help="dispatcher, lead, administrator, ...")],
        person: Annotated[str, typer.Option("--person", help="Who it is; the name when left out.")] = "",
        badge: Annotated[str, typer.Option("--badge")] = "",
        store: Store = "",
        by: By = "",
        as_json: Json = False,
    ) -> None:
        """Add an account; the first is an administrator's, and from then on everybody has to log on."""

        def act(desk: "Desk", session: "Session | None") -> str:
            desk.account_admin.may_add(role, by=session)
            first = PASSWORD if session is None and NEW_PASSWORD not in os.environ else NEW_PASSWORD
            secret = desk.account_admin.hashed(name, _new_password(first, name))
            desk.account_admin.add(
                name, role=role, secret=secret, person=person or name, badge=badge, by=session
            )
            return f"{name} is added as {role}."

        run(_done(open_desk, store, by, act), as_json)

    @users.command()
    def disable(name: Name, store: Store = "", by: By = "", as_json: Json = False) -> None:
        """Let nobody log on by an account any more; accounts are never deleted."""

        def act(desk: "Desk", session: "Session | None") -> str:
            desk.account_admin.disable(name, by=session)
            return f"{name} is disabled."

        run(_done(open_desk, store, by, act), as_json)

    @users.command()
    def unlock(name: Name, store: Store = "", by: By = "", as_json: Json = False) -> None:
        """Unlock an account, or enable it again."""

        def act(desk: "Desk", session: "Session | None") -> str:
            desk.account_admin.unlock(name, by=session)
            return f"{name} can log on again."

        run(_done(open_desk, store, by, act), as_json)

    @users.command()
    def role(
        name: Name,
        role: Annotated[str, typer.Argument(help="The new role")],
        store: Store = "",
        by: By = "",
        as_json: Json = False,
    ) -> None:
        """Give an account another role."""

        def act(desk: "Desk", session: "Session | None") -> str:
            desk.account_admin.set_role(name, role, by=session)
            return f"{name} is {role} now."

        run(_done(open_desk, store, by, act), as_json)


def _add_secrets(users: typer.Typer, open_desk: Open, run: Run) -> None:
    @users.command()
    def password(name: Name, store: Store = "", by: By = "", as_json: Json = False) -> None:
        """Set a password, one's own or another's; a second factor has to be set up again after it."""

        def act(desk: "Desk", session: "Session | None") -> str:
            secret = desk.account_admin.hashed(name, _new_password(NEW_PASSWORD, name))
            desk.account_admin.set_password(name, secret, by=session)
            return f"The password of {name} is set."

        run(_done(open_desk, store, by, act), as_json)

    @users.command()
    def totp(
        name: Name,
        off: Annotated[
            bool, typer.Option("--off", help="Without one from now on; an administrator's.")
        ] = False,
        store: Store = "",
        by: By = "",
        as_json: Json = False,
    ) -> None:
        """Set up one's own second factor with an authenticator app, or take somebody's away."""

        def rows() -> Iterator[Row]:
            with closing(open_desk(store)) as desk:
                session = person_at(desk, by or name)
                if off:
                    desk.account_admin.set_second_factor(name, "", by=session)
                    yield {"done": f"{name} has no second factor any more."}
                else:
                    yield from _enrolment(desk, session, name)

        run(rows, as_json)


def _enrolment(desk: "Desk", session: "Session | None", name: str) -> Iterator[Row]:
    from console.desk import totp

    if session is None or session.account != name:
        raise Refused("A second factor is set up by its own person: its secret is sealed with the password.")
    secret = totp.new_secret()
    yield {"address": totp.address(secret, name), "secret": secret}
    step = desk.account_admin.confirmed(secret, typer.prompt("Code that the app shows", err=True))
    sealed = desk.account_admin.sealed(_asked(PASSWORD, "Password once more"), secret)
    desk.account_admin.set_second_factor(name, sealed, by=session, step=step)
    yield {"done": f"{name} needs a code at each log-on from now on."}


def _done(
    open_desk: Open, store: str, by: str, act: "Callable[[Desk, Session | None], str]"
) -> Callable[[], Iterator[Row]]:
    def rows() -> Iterator[Row]:
        with closing(open_desk(store)) as desk:
            yield {"done": act(desk, person_at(desk, by))}

    return rows


def _asked(variable: str, prompt: str) -> str:
    """A secret from the environment, or typed unseen."""
    known = os.environ.get(variable)
    return known if known is not None else str(typer.prompt(prompt, hide_input=True, err=True))


def _new_password(variable: str, name: str) -> str:
    known = os.environ.get(variable)
    if known is not None:
        return known
    return str(typer.prompt(f"New password of {name}", hide_input=True, confirmation_prompt=True, err=True))
