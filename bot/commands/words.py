"""What the commands say about time and rate, in plain English."""

from bot.types import Subscription, Target

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FLOOD_PER_DAY = 5


def cadence_words(subscription: Subscription) -> str:
    """Return when a subscription's alerts go out."""
    if subscription.cadence == "daily":
        return f"every day at {subscription.at} {subscription.zone}"
    if subscription.cadence == "weekly" and subscription.weekday is not None:
        return f"every {_DAYS[subscription.weekday]} at {subscription.at} {subscription.zone}"
    return "at once"


def manner_words(subscription: Subscription) -> str:
    """Return when and how a subscription's alerts go out: "at once after 10 minutes, changes also in a thread"."""
    parts = [cadence_words(subscription)]
    if subscription.wait_minutes and subscription.cadence == "now":
        parts.append(f"{subscription.wait_minutes} minutes after the first report")
    if subscription.density != "normal":
        parts.append(f"{subscription.density} cards")
    if subscription.thread != "off":
        parts.append(
            "changes in a thread, too" if subscription.thread == "on" else "changes that matter in a thread, too"
        )
    if subscription.mention:
        only = f" for {subscription.mention_query}" if subscription.mention_query else ""
        parts.append(f"calling the {subscription.mention.partition(':')[0]} you named{only}")
    return ", ".join(parts)


def target_words(target: Target) -> str:
    """Return where a subscription's alerts go."""
    return "to you" if target.kind == "person" else "here"


def rate_words(count: int, days: int) -> str:
    """Return how often a query would have spoken, and a warning of silence or flood.

    "9 launches in the last 90 days, about 1 every 10 days". 0 days: nothing was read so far.
    """
    if days == 0:
        return "No launch has been read yet, so nobody can say how often that would be."
    if count == 0:
        return f"It would have sent nothing in the last {_last(days)}: widen it, or wait for what is to come."
    launches = "1 launch" if count == 1 else f"{count} launches"
    rate = f"about {count / days:.0f} a day" if count > days else f"about 1 every {_days(days / count)}"
    warning = " That is a lot for one channel: narrow it." if count > days * FLOOD_PER_DAY else ""
    return f"It would have sent {launches} in the last {_last(days)}, {rate}.{warning}"


def _last(days: int) -> str:
    return "day" if days == 1 else f"{days} days"


def _days(days: float) -> str:
    return "day" if round(days) <= 1 else f"{round(days)} days"
