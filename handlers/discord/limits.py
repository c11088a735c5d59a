"""Discord's limits, each with the page it comes from: the renderer stays inside them."""

# https://docs.discord.com/developers/components/reference: Components V2
COMPONENTS_PER_MESSAGE = 40  # nested ones count
MESSAGE_COMPONENTS_TEXT = 4_000  # characters over all text displays; we count button labels too
BUTTONS_PER_ROW = 5
ROWS_PER_MESSAGE = 5  # of a message without Components V2
BUTTONS_PER_MESSAGE = 20  # of such a message, when a menu may follow
CUSTOM_ID = 100
SELECT_OPTIONS = 25
OPTION_LABEL = 100
OPTION_VALUE = 100
MENU_WORDS = 150  # the placeholder of a select
BUTTON_LABEL = 80
BUTTON_URL = 512

# https://docs.discord.com/developers/resources/message: embed limits
CONTENT = 2_000
EMBEDS_PER_MESSAGE = 10
EMBEDS_TEXT = 6_000  # over all embeds of a message
EMBED_TITLE = 256
EMBED_DESCRIPTION = 4_096
EMBED_FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1_024
EMBED_FOOTER = 2_048
EMBED_URL = 2_048
NONCE = 25
THREAD_NAME = 100

# https://docs.discord.com/developers/interactions/application-commands
COMMAND_DESCRIPTION = 100
CHOICES = 25
CHOICE_NAME = 100
CHOICE_VALUE = 100
ADDRESS_TEXT = 2_000  # our own
OPTION_TEXT = 500  # our own: as long as a query may be

# https://docs.discord.com/developers/resources/message: message flags
SUPPRESS_EMBEDS = 1 << 2
IS_COMPONENTS_V2 = 1 << 15
