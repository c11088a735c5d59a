"""Every table. Times are seconds since 1970 by the database's clock; JSON columns hold what bot.types.codec writes."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    literal_column,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only for INTEGER

source = Table(
    "source",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False, default=""),
    Column("lab", Text),
    Column("trust", Text, nullable=False, default="press"),
    Column("every_seconds", Double, nullable=False),
    Column("backfill", Boolean, nullable=False, default=False),  # announce what the first fetch brings
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", Text),
    Column("failures", Integer, nullable=False, default=0),
    Column("problem", Text),  # of the last fetch, in words
    Column("fetched_at", Double),
    Column("next_at", Double, nullable=False, index=True),
    Column("ended", Text),  # why it is never read again
    Column("paused", Text),  # why it is not read for now: somebody asked for it
    Column("first_url", Text),  # as it was first listed; None: as it is now
    Column("adapts", Boolean, nullable=False, default=False),  # its own rhythm decides how often it is looked at
    Column("rhythm_seconds", Double),  # as its entries' dates advised last
    Column("moved_to", Text),  # where permanent redirects led the last time
    Column("moved_times", Integer, nullable=False, default=0),  # in a row
    Column("given_up", Boolean, nullable=False, default=False),  # failed so often that people were told
    Column("added_by", Text),  # "slack T1 C1 U1": the place and person it was added from; None: the operator's list
)

# Hubs that tell us when a source has something new, https://www.w3.org/TR/websub/
hub_subscription = Table(
    "hub_subscription",
    metadata,
    Column("source_id", _Id, ForeignKey("source.id", ondelete="CASCADE"), primary_key=True),
    Column("hub", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("token", Text, nullable=False, unique=True),  # the callback's address nobody can guess
    Column("secret", Text, nullable=False),
    Column("asked_at", Double, nullable=False),
    Column("ends_at", Double),  # None: asked for, not verified yet
)

entry = Table(
    "entry",
    metadata,
    Column("source_id", _Id, ForeignKey("source.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),  # the feed's own id
    Column("seen_at", Double, nullable=False),
    Column("url_mark", Text),  # by which it is known again under another id
    Column("title_mark", Text),
)

article = Table(
    "article",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("source_id", _Id, ForeignKey("source.id", ondelete="SET NULL")),
    Column("url", Text, nullable=False),
    Column("canonical", Text, nullable=False, unique=True),
    Column("content_hash", Text, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("seen_at", Double, nullable=False),
)

launch = Table(
    "launch",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("key", Text, nullable=False, index=True),
    Column("name", Text, nullable=False, default="", index=True),  # folded, for finding by name
    Column("revision", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    Column("first_seen", Double, nullable=False, index=True),
    Column("joined_into", _Id, ForeignKey("launch.id")),
)

report = Table(
    "report",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("article_id", _Id, ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("launch_id", _Id, ForeignKey("launch.id"), index=True),
    Column("body", JSON, nullable=False),
    Column("named", JSON(none_as_null=True)),  # whom it names, without its facts: what placing compares
    Column("published", Double),
)

# The keys under which a report is looked for when another is placed.
report_block = Table(
    "report_block",
    metadata,
    Column("block", Text, primary_key=True),
    Column("report_id", _Id, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True, index=True),
)

# What people decided about launches, oldest first; replayed, never changed.
decision = Table(
    "decision",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("body", JSON, nullable=False),
    Column("at", Double, nullable=False),
)

# Subscriptions that a launch matched only after a fact of it arrived, and which.
late_match = Table(
    "late_match",
    metadata,
    Column("launch_id", _Id, ForeignKey("launch.id", ondelete="CASCADE"), primary_key=True),
    Column("subscription_id", _Id, ForeignKey("subscription.id", ondelete="CASCADE"), primary_key=True),
    Column("words", Text, nullable=False),
)

revision = Table(
    "revision",
    metadata,
    Column("launch_id", _Id, ForeignKey("launch.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("changes", JSON, nullable=False),
    Column("at", Double, nullable=False),
)

lane = Table(
    "lane",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("gap_seconds", Double, nullable=False),
    Column("next_at", Double),  # None: nothing waits; in the future: leased, backing off or keeping its gap
    Column("free_at", Double),  # not before, whatever comes: the gap after the last message, or a back-off
    Column("epoch", Integer, nullable=False, default=0),
    Column("paused", Text),  # the reason, in words for the owner
    Column("quiet_from", Text),  # "22:00", local time of `zone`: nothing is sent from then
    Column("quiet_to", Text),  # to then
    Column("zone", Text, nullable=False, server_default="UTC"),
    Column("most_per_day", Integer),  # alerts at once in a local day; the rest comes in the next digest
    Column("digested_until", Double),  # due time of the last digest: a clock set back makes no second one
    Column("told", Text),  # the reason that its owners were told last, so that they are told once
    UniqueConstraint("platform", "workspace", "kind", "target"),
    Index("ix_lane_due", "platform", "next_at"),
)

# A limit over a whole app or workspace: from when the next turn is free, and how far lanes without one are queued.
bucket = Table(
    "bucket",
    metadata,
    Column("name", Text, primary_key=True),
    Column("next_at", Double, nullable=False),
    Column("queue_at", Double, nullable=False),
    Column("closed_until", Double, nullable=False, server_default="0"),  # the platform asked for a pause
    Column("taken", Text, nullable=False, server_default="[]"),  # JSON: turns of a limit that counts, oldest first
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("lane_id", _Id, ForeignKey("lane.id"), nullable=False, index=True),
    Column("owner", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("cadence", Text, nullable=False),
    Column("at", Text),
    Column("weekday", Integer),
    Column("zone", Text, nullable=False),
    Column("density", Text, nullable=False),
    Column("name", Text, nullable=False, default=""),
    Column("paused", Text),
    Column("created_at", Double, nullable=False),
    Column("wait_minutes", Integer, nullable=False, server_default="0"),
    Column("thread", Text, nullable=False, server_default="off"),
    Column("mention", Text, nullable=False, server_default=""),
    Column("mention_query", Text, nullable=False, server_default=""),
    Column("tree", Text, nullable=False, server_default=""),  # the query as it was understood when it was saved
    Column("grammar", Integer, nullable=False, server_default="0"),  # of that day
    UniqueConstraint("lane_id", "query"),
)

# What a place does not want to hear of for a while, whichever of its subscriptions would tell it.
snooze = Table(
    "snooze",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("lane_id", _Id, ForeignKey("lane.id", ondelete="CASCADE"), nullable=False),
    Column("owner", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("ends_at", Double),  # None: until somebody ends it
    Column("created_at", Double, nullable=False),
    UniqueConstraint("lane_id", "query"),
)

# What the index of interests in each process has yet to learn: subscriptions added, changed, paused or removed.
subscription_change = Table(
    "subscription_change",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("subscription_id", _Id, nullable=False),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", _Id, primary_key=True),
    # No foreign keys: lanes and launches are never deleted, and checking three for each row doubles a fan-out's time.
    Column("lane_id", _Id, nullable=False),
    Column("subscription_id", _Id),
    Column("launch_id", _Id),  # None: a notice
    Column("revision", Integer, nullable=False),
    Column("notice", Text),  # our own words to an owner, instead of a launch
    Column("state", Text, nullable=False, default="waiting"),  # waiting, sent, dead
    Column("due_at", Double, nullable=False),
    Column("begun_at", Double),  # the first try went out whose fate is not known yet
    Column("attempts", Integer, nullable=False, default=0),
    Column("possible_duplicate", Boolean, nullable=False, default=False),
    Column("problem", Text),
    Column("payload", Text),  # of a dead letter: what was refused, in words
    Column("settled_at", Double),
    Column(
        "in_digest", Boolean, nullable=False, server_default=false()
    ),  # goes out with others of its lane, on one card
    Column("bundle", BigInteger),  # of the digest that it was first tried in, so that another try brings the same card
    UniqueConstraint("launch_id", "lane_id", "revision"),
    Index(
        "ix_delivery_waiting",
        "lane_id",
        "due_at",
        "id",
        sqlite_where=Column("state") == "waiting",
        postgresql_where=Column("state") == "waiting",
    ),
    Index(
        "ix_delivery_settled",
        "settled_at",
        sqlite_where=Column("state") != "waiting",
        postgresql_where=Column("state") != "waiting",
    ),
)

receipt = Table(
    "receipt",
    metadata,
    Column("lane_id", _Id, ForeignKey("lane.id", ondelete="CASCADE"), primary_key=True),
    Column("launch_id", _Id, ForeignKey("launch.id", ondelete="CASCADE"), primary_key=True),
    Column("channel", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("sent_at", Double, nullable=False),
)

memo = Table(
    "memo",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("ends_at", Double),  # None: kept
)

# Constants in a statement: neither database uses an index over a part of a table for a value that it is handed,
# and PostgreSQL guesses badly at a LIMIT that it does not know.
WAITING = literal_column("'waiting'", Text)
# Where the Slack app is installed by OAuth. The row of an organisation has no team; a team under it has no token.
slack_install = Table(
    "slack_install",
    metadata,
    Column("team", Text, primary_key=True),
    Column("enterprise", Text, primary_key=True, index=True),
    Column("sealed", Text),  # what Slack gave, its tokens among it: encrypted
    Column("kept_at", Double, nullable=False),
)

ONE = literal_column("1", Integer)
