"""Slack's limits, each with the page or thread it comes from: the renderer stays inside them."""

# https://docs.slack.dev/reference/block-kit/blocks
BLOCKS_PER_MESSAGE = 50
SECTION_TEXT = 3_000
SECTION_FIELDS = 10
FIELD_TEXT = 2_000
CONTEXT_ELEMENTS = 10
ACTION_ELEMENTS = 25
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
OVERFLOW_OPTIONS = 5
OPTION_VALUE = 150
HEADER_TEXT = 150
ACTION_ID = 255
URL = 3_000

# https://docs.slack.dev/reference/block-kit/blocks/table-block
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_TEXT = 10_000

# https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
CHART_TITLE = 50
CHART_LABEL = 20
CHART_POINTS = 20

# Slack documents no total, but answers msg_blocks_too_long from about 11,000 characters (bolt-js#2509, #2867).
MESSAGE_BLOCKS_TEXT = 9_000

# chat.update answers msg_too_long beyond this; chat.postMessage advises it.
MESSAGE_TEXT = 4_000
MENTION = 50  # characters of the one mention that may stand before it

# https://docs.slack.dev/reference/views/modal-views, .../methods/views.publish
VIEW_TITLE = 24
VIEW_BLOCKS = 100
