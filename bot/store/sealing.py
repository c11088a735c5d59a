"""Secrets that rest in the database: encrypted with the operator's keys, the first of which seals anew."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import SettingsError, StoreError

HOW_TO_MAKE_ONE = 'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'


class Sealer:
    """Seals with the first key and opens with any: a new key goes in front, the old one stays until all is resealed."""

    def __init__(self, keys: Sequence[str]) -> None:
        try:
            self._keys = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise SettingsError(
                f"LAUNCHWIRE_SECRET_KEYS holds what is no key. Make one with: {HOW_TO_MAKE_ONE}"
            ) from error

    def __repr__(self) -> str:
        return "Sealer()"

    def seal(self, text: str) -> str:
        """Return `text` encrypted and authenticated."""
        return self._keys.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return what was sealed.

        Raises:
            StoreError: no key fits, or it was altered.
        """
        try:
            return self._keys.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise StoreError("a Slack install cannot be opened: its key is not in LAUNCHWIRE_SECRET_KEYS") from error

    def reseal(self, sealed: str) -> str:
        """Return the same secret, sealed with the first key.

        Raises:
            StoreError: no key fits.
        """
        return self.seal(self.open(sealed))
