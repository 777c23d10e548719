"""The config of a model: sizes, architecture, and the schedule of module applications."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

# EXTENSION: which model a config describes. All but `hrm` have one module, `L_level`.
ARCHITECTURES = {
    "hrm": "Hierarchical Reasoning Model (arXiv 2506.21734): a module for each of two states",
    "trm": "Tiny Recursive Model (arXiv 2510.04871): one module for both states",
    "recurrent": "Flat recurrence: one module, one state",
    "transformer": "Transformer: one pass, no state",
    "deep": "Transformer whose layers are repeated: one pass, no state",
}


@dataclass(frozen=True)
class Application:
    """One use of a module within a segment: `state` becomes the output of `module` for the sum of `inputs`."""

    module: str  # "L" or "H": whose weights
    state: str  # "L" or "H"
    inputs: tuple[str, ...]  # states, and "x", the embedded puzzle


@dataclass
class Config:
    """The official keys; `from_dict` ignores the others (such as the `puzzle` block).

    `hrm` and `trm` run H_cycles times L_cycles steps on z_L and one on z_H. `recurrent` and `deep`
    repeat their module H_cycles · L_cycles times; `transformer` uses it once, for any number of cycles.
    """

    vocab_size: int
    seq_len: int
    hidden_size: int
    num_heads: int
    expansion: float
    H_cycles: int
    L_cycles: int
    H_layers: int
    L_layers: int
    # "rope" and "learned" are official. EXTENSION: "rope2d" rotates the first half of each head's
    # frequencies with the row and the second with the column; "learned+rope…" does both.
    pos_encodings: str = "rope"
    rope_theta: float = 10000.0
    rms_norm_eps: float = 1e-5
    puzzle_emb_ndim: int = 0
    num_puzzle_identifiers: int = 1
    halt_max_steps: int = 16
    halt_exploration_prob: float = 0.1
    arch: str = "hrm"
    # Of `trm`: a SwiGLU across positions in place of attention, and the number of positions in front
    # of the cells, whatever the width of the puzzle embedding (0: as many as it fills).
    mlp_t: bool = False
    puzzle_emb_len: int = 0
    # Of Equilibrium Reasoners (arXiv 2605.21488), for any `arch`. `init` "random": every number of the
    # states is drawn for every thought, with these standard deviations; else each state starts from a
    # vector of the checkpoint. `damping`, λ: a module moves its state by this share of the way.
    init: str | None = None
    H_init_std: float = 1.0
    L_init_std: float = 1.0
    damping: float = 1.0
    # EXTENSION, of thinking alone: a segment moves the states by the share σ(−q_halt)^settling of the way, where
    # q_halt is that of the states it begins from. 0: all the way.
    settling: float = 0.0

    def __post_init__(self) -> None:
        if self.arch not in ARCHITECTURES:
            raise ValueError(f"arch {self.arch!r} is none of {', '.join(ARCHITECTURES)}")
        if self.init not in (None, "random"):
            raise ValueError(f"init {self.init!r} is not \"random\"")
        if not 0 < self.damping <= 1:
            raise ValueError(f"damping must be above 0 and at most 1, not {self.damping}")
        if self.settling < 0 or (self.settling > 0 and not self.carried):
            raise ValueError(f"settling {self.settling} is below 0, or has no state that could settle")

    @staticmethod
    def from_dict(values: dict) -> "Config":
        known = {field.name for field in fields(Config)}
        return Config(**{key: value for key, value in values.items() if key in known})

    def to_dict(self) -> dict:
        """The keys of `config.json`; those that the official HRM lacks only if they differ from the default."""
        official = ("arch", "mlp_t", "puzzle_emb_len", "init", "H_init_std", "L_init_std", "damping", "settling")
        defaults = {field.name: field.default for field in fields(Config) if field.name in official}
        return {key: value for key, value in asdict(self).items() if key not in defaults or value != defaults[key]}

    @property
    def inner_size(self) -> int:
        return round_up(self.expansion * self.hidden_size * 2 / 3)

    @property
    def prefix(self) -> int:
        """Positions in front of the cells that hold the puzzle embedding."""
        if self.puzzle_emb_ndim == 0:
            return 0
        return self.puzzle_emb_len or -(-self.puzzle_emb_ndim // self.hidden_size)

    def schedule(self, H_cycles: int | None = None, L_cycles: int | None = None) -> list[Application]:
        """The module applications of a segment, in order. The answer is always read from z_H."""
        H_cycles, L_cycles = H_cycles or self.H_cycles, L_cycles or self.L_cycles
        if self.arch in ("hrm", "trm"):
            fast = Application("L", "L", ("L", "H", "x"))
            slow = Application("H" if self.arch == "hrm" else "L", "H", ("H", "L"))
            return ([fast] * L_cycles + [slow]) * H_cycles
        first, further = Application("L", "H", ("x",)), Application("L", "H", ("H", "x"))
        if self.arch == "transformer":
            return [first]
        repeats = H_cycles * L_cycles
        return [further] * repeats if self.arch == "recurrent" else [first] + [further] * (repeats - 1)

    @property
    def carried(self) -> tuple[str, ...]:
        """The states carried from segment to segment: those read before they are written. A model without carried states gives the same answer in every segment."""
        read, written = set(), set()
        for step in self.schedule():
            read |= set(step.inputs) - {"x"} - written
            written.add(step.state)
        return tuple(state for state in "HL" if state in read)

    @property
    def usual_horizon(self) -> int:
        """The usual gradient horizon, in module applications: the last H cycle
        (arXiv 2510.04871) of HRM and TRM, all those of the last L_cycles of a flat recurrence, and
        everything in a model without a state."""
        if self.arch in ("hrm", "trm"):
            return self.L_cycles + 1
        return self.L_cycles if self.arch == "recurrent" else len(self.schedule())

    def flops(self, puzzles: int = 1) -> int:
        """Multiplications and additions of a segment's products and attention."""
        length, hidden = self.prefix + self.seq_len, self.hidden_size
        swiglu = lambda width, inner: 2 * 3 * width * inner
        layer = length * swiglu(hidden, self.inner_size)
        if self.mlp_t:
            layer += hidden * swiglu(length, round_up(self.expansion * length * 2 / 3))
        else:
            layer += 2 * 4 * length * hidden**2 + 4 * length**2 * hidden
        layers = sum(self.H_layers if step.module == "H" else self.L_layers for step in self.schedule())
        heads = 2 * self.seq_len * self.vocab_size * hidden + 4 * hidden
        return puzzles * (layers * layer + heads)


def round_up(wanted: float) -> int:
    """Inner sizes are multiples of 256."""
    return -(-round(wanted) // 256) * 256
