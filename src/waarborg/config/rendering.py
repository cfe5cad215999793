"""How forms are drawn: Django's own mechanism with our templates."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Draws each field with `templates/forms/field.html`, in the classes of the design system."""

    field_template_name = "forms/field.html"
