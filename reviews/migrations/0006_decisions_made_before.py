"""Tell in decisions what the columns of a review told before: its state, when, and by whom.

Nobody had to name a rule then, so a refusal is said to be for "another reason".
"""

from django.db import migrations


def tell(apps, schema_editor):
    Review = apps.get_model("reviews", "Review")
    Decision = apps.get_model("reviews", "Decision")
    decided = Review.objects.exclude(state="pending").order_by("pk")
    for review in decided.iterator(chunk_size=1000):
        Decision.objects.create(
            review=review,
            work_id=review.work_id,
            author_id=review.author_id,
            outcome=review.state,
            rule="RR-12" if review.state == "refused" else "",
            is_automatic=review.decided_by_id is None,
            decided_by_id=review.decided_by_id,
            decided_at=review.decided_at or review.created_at,
            received_at=review.created_at,
        )
    for review in Review.objects.exclude(findings=[]).iterator(chunk_size=1000):
        rules = sorted({finding["rule"] for finding in review.findings})
        review.rules_hit = f" {' '.join(rules)} "
        review.save(update_fields=["rules_hit"])


def take_back(apps, schema_editor):
    Review = apps.get_model("reviews", "Review")
    for decision in apps.get_model("reviews", "Decision").objects.exclude(review=None):
        Review.objects.filter(pk=decision.review_id).update(
            decided_at=decision.decided_at, decided_by_id=decision.decided_by_id
        )
    apps.get_model("reviews", "Decision").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("reviews", "0005_decisions")]

    operations = [migrations.RunPython(tell, take_back)]
