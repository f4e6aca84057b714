"""What was a capacity of an account becomes a post with its role, held by a person of the account's name."""

from collections import defaultdict

from django.db import migrations

from thongsuot.apps.core.bridge import fold, name_key


def carry_over(apps, schema_editor):
    model = lambda name: apps.get_model("organisations", name)  # noqa: E731
    for organ in model("Organisation").objects.all():
        model("OrganisationName").objects.create(organisation=organ, name=organ.name, folded=organ.folded)
    by_post = defaultdict(list)
    for capacity in model("Capacity").objects.select_related("user", "organisation").order_by("since", "pk"):
        by_post[capacity.organisation_id, capacity.title, capacity.role].append(capacity)
    seen = set()
    for (organ, title, role), held in by_post.items():
        shown = title if (organ, title) not in seen else f"{title} ({role})"
        seen.add((organ, title))
        post = model("Post").objects.create(
            organisation_id=organ, title=shown, folded=fold(shown), seats=len(held), since=held[0].since
        )
        model("PostRole").objects.create(post=post, role=role, since=held[0].since)
        for capacity in held:
            _hold(model, capacity, post)
    offices = {organ for organ, _title, role in by_post if role == "coordinator"}
    model("Organisation").objects.filter(pk__in=offices).update(keeps_register=True)


def _hold(model, capacity, post):
    login = capacity.user.login
    person, _made = model("Person").objects.get_or_create(
        user=capacity.user, defaults={"name": login, "folded": fold(login), "sort_key": name_key(login)}
    )
    model("Membership").objects.create(
        uid=capacity.uid, person=person, post=post, since=capacity.since, until=capacity.until
    )


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_posts_people_terms")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
