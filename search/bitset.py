"""Sets of record numbers as whole numbers: bit n stands for record n."""

from collections.abc import Iterable, Iterator, Sequence

_BITS = [tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256)]


def from_numbers(numbers: Iterable[int], size: int) -> int:
    """The set of `numbers`, all of them below `size` (else IndexError)."""
    array = bytearray(size // 8 + 1)
    for number in numbers:
        array[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(array, "little")


def numbers(bits: int) -> Iterator[int]:
    """The members, ascending."""
    for at, byte in enumerate(bits.to_bytes(bits.bit_length() // 8 + 1, "little")):
        if byte:
            for bit in _BITS[byte]:
                yield at * 8 + bit


def union(sets: Iterable[int]) -> int:
    """What is in any of the sets."""
    joined = 0
    for bits in sets:
        joined |= bits
    return joined


def in_at_least(sets: Sequence[int]) -> list[int]:
    """[what is in at least one of the sets, in at least two, …]."""
    layers = [0] * len(sets)
    for count, bits in enumerate(sets):
        for layer in range(count, 0, -1):
            layers[layer] |= layers[layer - 1] & bits
        layers[0] |= bits
    return layers
