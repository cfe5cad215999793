"""A small definition for the official form filler, written out, and one for the task registry; the words are ours."""

HEAD = """\
name: Kleine toets
urn: urn:nl:klein
version: "1.0"
description: Een toets om te proberen.
tasks:
"""

# | id        | what it asks                                     | shown when            |
# |-----------|--------------------------------------------------|-----------------------|
# | 0         | a text                                           | always                |
# | 1.1       | yes or no                                        | always                |
# | 1.2       | yes or no                                        | 1.1 is yes            |
# | 1.3       | a line                                           | 1.2 is no             |
# | 1.4       | kinds a, b, c (several)                          | always                |
# | 1.5       | a text                                           | 1.4 holds c           |
# | 2.1       | rows: 2.1.1 name, 2.1.2 yes or no, 2.1.3         | 2.1.3: 2.1.2 is yes   |
# | 2.2       | names of 2.1.1 (several)                         | always                |
# | 2.3       | rows: 2.3.1 rows of a text                       | always                |
SMALL = (
    HEAD
    + """\
- task: Begin
  id: "0"
  type: [open_text]
  repeatable: false
- task: Vragen
  id: "1"
  type: [task_group]
  repeatable: false
  description: Lees <b>dit</b> eerst.
  tasks:
  - task: Is er een lamp?
    id: "1.1"
    type: [radio_option]
    valueType: boolean
    options: &janee
    - {value: true, label: Ja}
    - {value: false, label: Nee}
    repeatable: false
  - task: Brandt zij?
    id: "1.2"
    type: [radio_option]
    valueType: boolean
    options: *janee
    repeatable: false
    dependencies:
    - type: conditional
      condition: {id: "1.1", operator: equals, value: true}
      action: show
  - task: Waarom niet?
    id: "1.3"
    type: [text_input]
    repeatable: false
    dependencies:
    - type: conditional
      condition: {id: "1.2", operator: equals, value: false}
      action: show
  - task: Welke soorten?
    id: "1.4"
    type: [checkbox_option]
    options:
    - {value: Soort a}
    - {value: Soort b, label: De tweede soort}
    - {value: Soort c}
    repeatable: false
  - task: Leg uit
    id: "1.5"
    type: [open_text]
    repeatable: false
    dependencies:
    - type: conditional
      condition: {id: "1.4", operator: contains, value: Soort c}
      action: show
- task: Rijen
  id: "2"
  type: [task_group]
  repeatable: false
  tasks:
  - task: Dingen
    id: "2.1"
    type: [task_group]
    repeatable: true
    item_name: ding
    instance_label_template: "Ding {2.1.1}"
    tasks:
    - {task: Naam, id: "2.1.1", type: [text_input], repeatable: false}
    - {task: Is het oud?, id: "2.1.2", type: [radio_option], options: *janee, repeatable: false}
    - task: Hoe oud?
      id: "2.1.3"
      type: [text_input]
      repeatable: false
      dependencies:
      - type: conditional
        condition: {id: "2.1.2", operator: equals, value: true}
        action: show
  - task: Welke dingen zijn groen?
    id: "2.2"
    type: [checkbox_option]
    valueType: "string[]"
    repeatable: false
    dependencies:
    - type: source_options
      condition: {id: "2.1.1", operator: any}
      action: options
  - task: Kisten
    id: "2.3"
    type: [task_group]
    repeatable: true
    tasks:
    - {task: Inhoud, id: "2.3.1", type: [open_text], repeatable: true, item_name: stuk}
"""
)

REGISTRY = """\
systemcard_path: .assessments[]
schema_version: 1.1.0
name: Kleine verklaring
description: Een verklaring om te proberen.
urn: urn:nl:aivt:tr:kv:1.0
language: nl
owners:
- {organization: Voorbeeldstad, name: "", email: "", role: ""}
date: ""
url: https://voorbeeld.example/verklaring
template: &sjabloon {question: $QUESTION}
tasks:
- question: Wat doet het?
  urn: urn:nl:aivt:tr:kv:1.0:1.1
  labels: [{key: topic, value: Doel}]
  type: [open_question]
  suggested_roles: [Projectleider, Gebruiker]
  lifecycle: [Ontwerp]
  links: [{url: "https://voorbeeld.example/doel"}, {text: Zie ook het plan}, {}]
  required_status: Yes
  template: *sjabloon
- question: Welk soort is het?
  urn: urn:nl:aivt:tr:kv:1.0:1.2
  labels: [{key: topic, value: Soort}]
  type: [closed_question]
  suggested_roles: []
  lifecycle: []
  links: [{urn: "urn:nl:aivt:tr:kv:1.0:1.1"}]
  required_status: No
  template: *sjabloon
- question: Het is af.
  urn: urn:nl:aivt:tr:kv:1.0:2.A
  labels: [{key: topic, value: Slot}]
  type: [statement]
  suggested_roles: []
  lifecycle: []
  links: []
  template: *sjabloon
- question: De handtekening.
  urn: urn:nl:aivt:tr:kv:1.0:2.B
  labels: [{key: topic, value: Slot}]
  type: [sign_task, upload_document]
  suggested_roles: []
  lifecycle: []
  links: []
  signature: [{algorithm: "", signature_hash: ""}]
  template: *sjabloon
"""


def tasks(*lines: str) -> str:
    """A definition with these tasks, each a YAML group on one line."""
    return HEAD + "".join(f"- {line}\n" for line in lines)
