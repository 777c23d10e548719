"""The Hierarchical Reasoning Model (arXiv 2506.21734) and its rivals in PyTorch, for pretraining.

Parameter names, shapes and arithmetic are those of the official codes (sapientinc/HRM; for `trm`
SamsungSAILMontreal/TinyRecursiveModels), so a checkpoint written here loads there and in the
playground. Additions are marked EXTENSION.
"""

from __future__ import annotations

import functools
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from config import Application, Config, round_up

# The official prefix of every parameter's name.
PREFIX = "model.inner."


def trunc_normal(*shape: int, std: float) -> Tensor:
    """Normal distribution cut at two standard deviations and rescaled to the standard deviation `std`."""
    cut_std = 0.8796256610342398  # standard deviation of a unit normal cut at ±2
    return nn.init.trunc_normal_(torch.empty(*shape), std=1.0, a=-2, b=2) * (std / cut_std)


def rms_norm(x: Tensor, eps: float) -> Tensor:
    wide = x.float()
    return (wide * torch.rsqrt(wide.square().mean(-1, keepdim=True) + eps)).to(x.dtype)


def rope_table(config: Config, cells: int, device=None) -> tuple[Tensor, Tensor]:
    """cos and sin for a puzzle of `cells` cells (`seq_len`, or another size: no weight depends on it), each
    [prefix + cells, head_dim]."""
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

    On the CPU the fused kernel is slower than two plain products in bfloat16 (lengths of a hundred, heads of
    32: 82 against 140 puzzle-segments a second), and in single precision faster on grids of 15×15 and more.
    """
    if q.is_cuda or (q.dtype == torch.float32 and q.shape[-2] > 200):
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
    """SwiGLU over vectors of a width."""

    def __init__(self, config: Config, width: int):
        super().__init__()
        inner = round_up(config.expansion * width * 2 / 3)
        self.gate_up_proj = Linear(width, 2 * inner)
        self.down_proj = Linear(inner, width)

    def forward(self, x: Tensor) -> Tensor:
        gate, up = self.gate_up_proj(x).chunk(2, -1)
        return self.down_proj(F.silu(gate) * up)


class Layer(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.eps = config.rms_norm_eps
        if config.mlp_t:
            self.mlp_t = Mlp(config, config.prefix + config.seq_len)
        else:
            self.self_attn = Attention(config)
        self.mlp = Mlp(config, config.hidden_size)

    def forward(self, x: Tensor, rope) -> Tensor:
        if hasattr(self, "mlp_t"):  # mixes the positions of each channel, and norms along them
            across = x.transpose(1, 2)
            x = rms_norm(across + self.mlp_t(across), self.eps).transpose(1, 2)
        else:
            x = rms_norm(x + self.self_attn(x, rope), self.eps)
        return rms_norm(x + self.mlp(x), self.eps)


class Level(nn.Module):
    def __init__(self, config: Config, layers: int):
        super().__init__()
        self.layers = nn.ModuleList(Layer(config) for _ in range(layers))

    def forward(self, state: Tensor, rope) -> Tensor:
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
        # Standard deviation of the noise that training adds to a state after every application, as
        # in Equilibrium Reasoners; a trained model has none.
        self.path_noise = 0.0
        hidden = config.hidden_size
        self.scale = math.sqrt(hidden)
        self.embed_tokens = Embedding(config.vocab_size, hidden, 1 / self.scale)
        if "learned" in config.pos_encodings:
            self.embed_pos = Embedding(config.prefix + config.seq_len, hidden, 1 / self.scale)
        if config.puzzle_emb_ndim > 0:
            self.puzzle_emb = PuzzleEmbedding(config.num_puzzle_identifiers, config.puzzle_emb_ndim)
        self.lm_head = Linear(hidden, config.vocab_size)
        self.q_head = QHead(hidden)
        if config.arch == "hrm":
            self.H_level = Level(config, config.H_layers)
        self.L_level = Level(config, config.L_layers)
        for state in "HL":
            if state in config.carried and config.init is None:
                initial = nn.Parameter(trunc_normal(hidden, std=1), requires_grad=False)
                self.register_parameter(f"{state}_init", initial)
            else:  # not a part of the checkpoint
                self.register_buffer(f"{state}_init", torch.zeros(hidden), persistent=False)

    @torch.no_grad()
    def with_identity_layers(self, weights: dict[str, Tensor]) -> dict[str, Tensor]:
        """The weights of a shallower model, with this one's further layers added so that they change
        nothing: a layer that adds zero to a normalised state returns it unchanged."""
        own = self.state_dict()
        further = {name: value for name, value in own.items() if name not in weights and "_level.layers." in name}
        for name, value in further.items():
            if adds_to_state(name):
                value.zero_()
        return {**further, **weights}

    def initial_carry(self, batch: int, dtype: torch.dtype, cells: int = 0) -> tuple[Tensor, Tensor]:
        """z_H and z_L of fresh thoughts; drawn again in every call if starts are random."""
        config = self.config
        shape = (batch, config.prefix + (cells or config.seq_len), config.hidden_size)
        if config.init == "random":
            deviations = {"H": config.H_init_std, "L": config.L_init_std}
            drawn = (
                trunc_normal(*shape, std=deviations[state] if state in config.carried else 0.0)
                for state in "HL"
            )
            z_H, z_L = (z.to(self.H_init.device, dtype) for z in drawn)
            return z_H, z_L
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

    def rope(self, cells: int, like: Tensor) -> tuple[Tensor, Tensor] | None:
        """The rotary table of a model that has one, in the precision and on the device of `like`."""
        if "rope" not in self.config.pos_encodings:
            return None
        return tuple(part.to(like.dtype) for part in rope_table(self.config, cells, like.device))

    def apply_module(self, step: Application, states: dict[str, Tensor], rope) -> Tensor:
        """The new value of `step.state`; `states` holds "x" as well."""
        level = self.H_level if step.module == "H" else self.L_level
        made = level(functools.reduce(torch.add, (states[name] for name in reversed(step.inputs))), rope)
        damping = self.config.damping
        if damping < 1 and step.inputs != ("x",):
            made = (1 - damping) * states[step.state] + damping * made
        if self.path_noise > 0:
            made = made + self.path_noise * torch.randn_like(made)
        return made

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

        `horizon` is the number of the segment's last module applications that the gradient passes through:
        2 is the paper's one step, L_cycles + 1 the whole last H cycle (arXiv
        2510.04871), H_cycles · (L_cycles + 1) the whole segment. It changes no value.

        In evaluation mode the states settle, if the config says so (`settling`). In training they do not: the
        loss of a segment is then that of its whole step, however sure the model is already.
        """
        schedule = self.config.schedule(H_cycles, L_cycles)
        rope = self.rope(tokens.shape[1], z_H)
        states = {"H": z_H, "L": z_L, "x": self.embed(tokens, identifiers, z_H.dtype)}
        for index, step in enumerate(schedule):
            with torch.set_grad_enabled(torch.is_grad_enabled() and index >= len(schedule) - horizon):
                states[step.state] = self.apply_module(step, states, rope)
        if self.config.settling > 0 and not self.training:
            share = torch.sigmoid(-self.q_of(z_H)[:, 0]).pow(self.config.settling)[:, None, None]
            began = {"H": z_H, "L": z_L}
            states |= {name: torch.lerp(began[name], states[name], share.to(z_H.dtype)) for name in self.config.carried}
        z_H, z_L = states["H"], states["L"]
        logits, q = self.lm_head(z_H[:, self.config.prefix :]), self.q_of(z_H)
        return z_H, z_L, logits, q[:, 0], q[:, 1]

    def q_of(self, z_H: Tensor) -> Tensor:
        """q_halt and q_continue, [batch, 2], read from position 0."""
        return F.linear(z_H[:, 0].float(), self.q_head.weight, self.q_head.bias)


def adds_to_state(name: str) -> bool:
    """Whether the output of a layer's matrix is added to the state; a layer in which these are zero changes
    nothing."""
    return "o_proj" in name or "down_proj" in name


def load_weights(folder: Path | str) -> dict[str, Tensor]:
    """The weights in a model folder in single precision, by their names in `Hrm`; or those of the
    moving average in a training state (`state.pt`)."""
    if str(folder).endswith(".pt"):
        return torch.load(folder, map_location="cpu")["average"]
    tensors = load_file(str(Path(folder) / "model.safetensors"))
    return {name.removeprefix(PREFIX): value.float() for name, value in tensors.items()}
