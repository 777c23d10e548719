"""The Hierarchical Reasoning Model (arXiv 2506.21734) in PyTorch, for pretraining.

Parameter names, shapes and arithmetic are those of the official code (sapientinc/HRM), so a
checkpoint written here loads there and in the playground. What goes beyond it is marked EXTENSION.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

# What the official code puts before every parameter's name.
PREFIX = "model.inner."


@dataclass
class Config:
    """The official keys; `from_dict` ignores the others (such as the `puzzle` block)."""

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

    @staticmethod
    def from_dict(values: dict) -> "Config":
        known = {field.name for field in fields(Config)}
        return Config(**{key: value for key, value in values.items() if key in known})

    def to_dict(self) -> dict:
        return asdict(self)

    @property
    def inner_size(self) -> int:
        wanted = round(self.expansion * self.hidden_size * 2 / 3)
        return -(-wanted // 256) * 256

    @property
    def prefix(self) -> int:
        """Positions in front of the cells that hold the puzzle embedding."""
        return -(-self.puzzle_emb_ndim // self.hidden_size)


def trunc_normal(*shape: int, std: float) -> Tensor:
    """Normal cut at two standard deviations and rescaled so that `std` is what comes out."""
    cut_std = 0.8796256610342398  # standard deviation of a unit normal cut at ±2
    return nn.init.trunc_normal_(torch.empty(*shape), std=1.0, a=-2, b=2) * (std / cut_std)


def rms_norm(x: Tensor, eps: float) -> Tensor:
    wide = x.float()
    return (wide * torch.rsqrt(wide.square().mean(-1, keepdim=True) + eps)).to(x.dtype)


def rope_table(config: Config, cells: int, device=None) -> tuple[Tensor, Tensor]:
    """cos and sin for a puzzle of so many cells (`seq_len`, or of another size: no weight depends on
    it), each [prefix + cells, head_dim]."""
    head_dim = config.hidden_size // config.num_heads
    length = config.prefix + cells
    if config.pos_encodings.endswith("rope2d"):
        side = math.isqrt(cells)
        cell = torch.arange(cells, device=device)
        shift = 1 if config.prefix else 0
        rows = torch.cat([torch.zeros(config.prefix, device=device), cell // side + shift])
        columns = torch.cat([torch.zeros(config.prefix, device=device), cell % side + shift])
        quarter = head_dim // 4
        frequency = config.rope_theta ** (-torch.arange(quarter, device=device) / quarter)
        angles = torch.cat([torch.outer(rows, frequency), torch.outer(columns, frequency)], -1)
    else:
        frequency = config.rope_theta ** (-torch.arange(0, head_dim, 2, device=device) / head_dim)
        angles = torch.outer(torch.arange(length, device=device).float(), frequency)
    angles = torch.cat([angles, angles], -1)
    return angles.cos(), angles.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    low, high = x.chunk(2, -1)
    return x * cos + torch.cat([-high, low], -1) * sin


class Linear(nn.Module):
    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.weight = nn.Parameter(trunc_normal(outputs, inputs, std=inputs**-0.5))

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight.to(x.dtype))


def attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """softmax(q kᵀ / √d) v over [batch, heads, length, head_dim].

    On the CPU the fused kernel is several times slower than two plain products at lengths of a
    hundred and heads of 32 (bf16, one core: 82 against 140 puzzle-segments a second).
    """
    if q.is_cuda:
        return F.scaled_dot_product_attention(q, k, v)
    scores = (q @ k.transpose(-1, -2)) * q.shape[-1] ** -0.5
    return torch.softmax(scores, -1, dtype=q.dtype) @ v


class Attention(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.heads = config.num_heads
        self.qkv_proj = Linear(config.hidden_size, 3 * config.hidden_size)
        self.o_proj = Linear(config.hidden_size, config.hidden_size)

    def forward(self, x: Tensor, rope: tuple[Tensor, Tensor] | None) -> Tensor:
        batch, length, hidden = x.shape
        qkv = self.qkv_proj(x).view(batch, length, 3, self.heads, hidden // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        if rope is not None:
            q, k = rotate(q, *rope), rotate(k, *rope)
        out = attend(q, k, v)
        return self.o_proj(out.transpose(1, 2).reshape(batch, length, hidden))


class Mlp(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.gate_up_proj = Linear(config.hidden_size, 2 * config.inner_size)
        self.down_proj = Linear(config.inner_size, config.hidden_size)

    def forward(self, x: Tensor) -> Tensor:
        gate, up = self.gate_up_proj(x).chunk(2, -1)
        return self.down_proj(F.silu(gate) * up)


class Layer(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.eps = config.rms_norm_eps
        self.self_attn = Attention(config)
        self.mlp = Mlp(config)

    def forward(self, x: Tensor, rope) -> Tensor:
        x = rms_norm(x + self.self_attn(x, rope), self.eps)
        return rms_norm(x + self.mlp(x), self.eps)


class Level(nn.Module):
    def __init__(self, config: Config, layers: int):
        super().__init__()
        self.layers = nn.ModuleList(Layer(config) for _ in range(layers))

    def forward(self, state: Tensor, injection: Tensor, rope) -> Tensor:
        state = state + injection
        for layer in self.layers:
            state = layer(state, rope)
        return state


class Embedding(nn.Module):
    def __init__(self, count: int, size: int, std: float):
        super().__init__()
        self.embedding_weight = nn.Parameter(trunc_normal(count, size, std=std))


class PuzzleEmbedding(nn.Module):
    def __init__(self, count: int, size: int):
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(count, size))


class QHead(nn.Module):
    """q_halt and q_continue from position 0; starts saying "continue" with certainty."""

    def __init__(self, hidden: int):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(2, hidden))
        self.bias = nn.Parameter(torch.full((2,), -5.0))


class Hrm(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        hidden = config.hidden_size
        self.scale = math.sqrt(hidden)
        self.embed_tokens = Embedding(config.vocab_size, hidden, 1 / self.scale)
        if "learned" in config.pos_encodings:
            self.embed_pos = Embedding(config.prefix + config.seq_len, hidden, 1 / self.scale)
        if config.puzzle_emb_ndim > 0:
            self.puzzle_emb = PuzzleEmbedding(config.num_puzzle_identifiers, config.puzzle_emb_ndim)
        self.lm_head = Linear(hidden, config.vocab_size)
        self.q_head = QHead(hidden)
        self.H_level = Level(config, config.H_layers)
        self.L_level = Level(config, config.L_layers)
        self.H_init = nn.Parameter(trunc_normal(hidden, std=1), requires_grad=False)
        self.L_init = nn.Parameter(trunc_normal(hidden, std=1), requires_grad=False)

    @torch.no_grad()
    def with_identity_layers(self, weights: dict[str, Tensor]) -> dict[str, Tensor]:
        """The weights of a shallower model, completed by this one's further layers, which are made to
        change nothing: a layer that adds zero to a normalised state returns it as it is."""
        own = self.state_dict()
        further = {name: value for name, value in own.items() if name not in weights and "_level.layers." in name}
        for name, value in further.items():
            if adds_to_state(name):
                value.zero_()
        return {**further, **weights}

    def initial_carry(self, batch: int, dtype: torch.dtype, cells: int = 0) -> tuple[Tensor, Tensor]:
        shape = (batch, self.config.prefix + (cells or self.config.seq_len), self.config.hidden_size)
        return (self.H_init.to(dtype).expand(shape), self.L_init.to(dtype).expand(shape))

    def embed(self, tokens: Tensor, identifiers: Tensor | None, dtype: torch.dtype) -> Tensor:
        x = F.embedding(tokens, self.embed_tokens.embedding_weight)
        if self.config.prefix:
            rows = F.embedding(identifiers, self.puzzle_emb.weights)
            rows = F.pad(rows, (0, self.config.prefix * self.config.hidden_size - rows.shape[-1]))
            x = torch.cat([rows.view(len(rows), self.config.prefix, -1), x], 1)
        if "learned" in self.config.pos_encodings:
            x = math.sqrt(0.5) * (x + self.embed_pos.embedding_weight)
        return (x * self.scale).to(dtype)

    def forward(
        self,
        z_H: Tensor,
        z_L: Tensor,
        tokens: Tensor,
        identifiers: Tensor | None = None,
        H_cycles: int | None = None,
        L_cycles: int | None = None,
        horizon: int = 2,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """One segment. Returns z_H, z_L (to be detached by the caller), logits, q_halt, q_continue.

        `horizon` is how many applications of a module, the last ones of the segment, the gradient
        passes through: 2 is the paper's one step, L_cycles + 1 the whole last H cycle (arXiv
        2510.04871), H_cycles · (L_cycles + 1) the whole segment. It changes no value.
        """
        H_cycles = H_cycles or self.config.H_cycles
        L_cycles = L_cycles or self.config.L_cycles
        rope = None
        if "rope" in self.config.pos_encodings:
            rope = tuple(part.to(z_H.dtype) for part in rope_table(self.config, tokens.shape[1], z_H.device))
        x = self.embed(tokens, identifiers, z_H.dtype)
        applications = (["L"] * L_cycles + ["H"]) * H_cycles
        for index, module in enumerate(applications):
            with torch.set_grad_enabled(torch.is_grad_enabled() and index >= len(applications) - horizon):
                if module == "L":
                    z_L = self.L_level(z_L, z_H + x, rope)
                else:
                    z_H = self.H_level(z_H, z_L, rope)
        logits = self.lm_head(z_H[:, self.config.prefix :])
        q = F.linear(z_H[:, 0].float(), self.q_head.weight, self.q_head.bias)
        return z_H, z_L, logits, q[:, 0], q[:, 1]


def adds_to_state(name: str) -> bool:
    """Whether what a matrix of a layer makes is added to the state; a layer in which these are zero
    changes nothing."""
    return "o_proj" in name or "down_proj" in name


def load_weights(folder: Path | str) -> dict[str, Tensor]:
    """The weights in a model folder in single precision, by their names in `Hrm`; or those of the
    moving average in a training state (`state.pt`)."""
    if str(folder).endswith(".pt"):
        return torch.load(folder, map_location="cpu")["average"]
    tensors = load_file(str(Path(folder) / "model.safetensors"))
    return {name.removeprefix(PREFIX): value.float() for name, value in tensors.items()}
