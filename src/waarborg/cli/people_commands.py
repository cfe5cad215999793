"""`waarborg people`: the first administrator, and the removal of example people."""

from typing import Annotated

import typer

from waarborg.cli.exits import CommandFailed, Exit, answers, ending, print_json
from waarborg.cli.site import open_site

app = typer.Typer(help="People who can log in.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON object on standard output.")]


@app.command(
    epilog="Example: waarborg people add --name 'A. Beheerder' --email a@gemeente.nl --organisation gm0344"
)
def add(
    name: Annotated[str, typer.Option(help="Name as colleagues know it.")],
    email: Annotated[str, typer.Option(help="Mail address, with which the person logs in.")],
    organisation: Annotated[str, typer.Option(help="Code of the organisation, such as gm0344.")],
    role: Annotated[str, typer.Option(help="Role in that organisation.")] = "administrator",
    json: Json = False,
) -> None:
    """Add a person with a role. The password is asked for, or read from standard input."""
    with ending(as_json=json):
        open_site()
        from django.contrib.auth.password_validation import validate_password
        from django.core.exceptions import ValidationError
        from django.utils import timezone

        from waarborg.apps.audit.actions import SYSTEM
        from waarborg.apps.organisations import actions, queries

        try:
            home = queries.get_organisation(organisation)
            password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
            validate_password(password)
            person = actions.add_person(
                name=name, email=email, password=password, by=SYSTEM, at=timezone.now()
            )
            actions.grant_role(person=person, organisation=home, role=role, by=SYSTEM, at=timezone.now())
        except queries.NotFound as error:
            raise CommandFailed(
                Exit.BAD_INPUT, f"{error} Load the list first: `waarborg organisations load`."
            ) from error
        except KeyError as error:
            raise CommandFailed(
                Exit.BAD_INPUT, f"There is no role {error}. See the roles in the user guide."
            ) from error
        except (actions.ActionRefused, ValidationError) as error:
            raise CommandFailed(
                Exit.BAD_INPUT, "; ".join(getattr(error, "messages", [str(error)]))
            ) from error
    if json:
        print_json({"person": str(person.pk), "organisation": organisation, "role": role})
    else:
        answers.print(f"{name} is now {role} of {home.name}.")


@app.command("remove-demo", epilog="Example: waarborg people remove-demo --yes")
def remove_demo(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
    json: Json = False,
) -> None:
    """Erase the example people, so that their known passwords open nothing."""
    with ending(as_json=json):
        open_site()
        from django.utils import timezone

        from waarborg.apps.audit.actions import SYSTEM
        from waarborg.apps.organisations.actions import remove_demo_people

        if not yes:
            typer.confirm("Erase every example person? This cannot be undone.", abort=True, err=True)
        count = remove_demo_people(by=SYSTEM, at=timezone.now())
    if json:
        print_json({"erased": count})
    else:
        answers.print(f"{count} example people erased.")
