import { PbfWriter } from 'pbf';

/**
 * The part of the ONNX file format that a graph of plain tensor ops needs, and its protobuf
 * encoding. Field numbers and enum values are those of `onnx/onnx.proto` in the ONNX project, whose
 * messages the interfaces below mirror.
 */

/** Element types in use, with their `TensorProto.DataType`. */
export const DATA_TYPE = { f32: 1, i32: 6, i64: 7, bool: 9 } as const;
export type ElementType = keyof typeof DATA_TYPE;

/** `AttributeProto.AttributeType` of the attributes in use. */
const ATTRIBUTE_TYPE = { int: 2, ints: 7 } as const;

export interface NodeProto {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, number | readonly number[]>>;
}

export interface TensorProto {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** Called when the file is written, so that a weight is read as late as possible. */
  readonly data: () => ArrayBufferView;
}

/** A graph input or output. An axis that is a string is free; equal strings are equal extents. */
export interface ValueInfo {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

export interface ModelProto {
  readonly graphName: string;
  readonly documentation: string;
  readonly nodes: readonly NodeProto[];
  readonly initializers: readonly TensorProto[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** Texts for the reader of the file, by name. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Version 18 moved the axes of reductions to inputs; it is old enough for every current reader. */
const OPSET = 18;
/** The `ir_version` that the ONNX release with opset 18 wrote. */
const IR_VERSION = 8;

/** The bytes of an `.onnx` file. */
export function encodeModel(model: ModelProto): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, IR_VERSION);
  pbf.writeStringField(2, 'hrm-playground');
  if (model.documentation !== '') pbf.writeStringField(6, model.documentation);
  pbf.writeMessage(7, writeGraph, model);
  pbf.writeMessage(8, writeOperatorSet, OPSET);
  for (const entry of Object.entries(model.metadata ?? {})) {
    pbf.writeMessage(14, writeStringEntry, entry);
  }
  return pbf.finish();
}

function writeOperatorSet(version: number, pbf: PbfWriter): void {
  pbf.writeStringField(1, ''); // the standard operators
  pbf.writeVarintField(2, version);
}

function writeStringEntry([key, value]: [string, string], pbf: PbfWriter): void {
  pbf.writeStringField(1, key);
  pbf.writeStringField(2, value);
}

function writeGraph(model: ModelProto, pbf: PbfWriter): void {
  for (const node of model.nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, model.graphName);
  for (const tensor of model.initializers) pbf.writeMessage(5, writeTensor, tensor);
  for (const input of model.inputs) pbf.writeMessage(11, writeValueInfo, input);
  for (const output of model.outputs) pbf.writeMessage(12, writeValueInfo, output);
}

function writeNode(node: NodeProto, pbf: PbfWriter): void {
  for (const input of node.inputs) pbf.writeStringField(1, input);
  for (const output of node.outputs) pbf.writeStringField(2, output);
  pbf.writeStringField(3, node.name);
  pbf.writeStringField(4, node.op);
  for (const attribute of Object.entries(node.attributes)) {
    pbf.writeMessage(5, writeAttribute, attribute);
  }
}

function writeAttribute([name, value]: [string, number | readonly number[]], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  if (typeof value === 'number') {
    pbf.writeVarintField(3, value);
    pbf.writeVarintField(20, ATTRIBUTE_TYPE.int);
  } else {
    pbf.writePackedVarint(8, [...value]);
    pbf.writeVarintField(20, ATTRIBUTE_TYPE.ints);
  }
}

function writeTensor(tensor: TensorProto, pbf: PbfWriter): void {
  const { buffer, byteOffset, byteLength } = tensor.data();
  pbf.writePackedVarint(1, [...tensor.shape]);
  pbf.writeVarintField(2, DATA_TYPE[tensor.type]);
  pbf.writeStringField(8, tensor.name);
  // Raw data is little-endian by definition, and so is every machine a browser runs on.
  pbf.writeBytesField(9, new Uint8Array(buffer, byteOffset, byteLength));
}

function writeValueInfo(value: ValueInfo, pbf: PbfWriter): void {
  pbf.writeStringField(1, value.name);
  pbf.writeMessage(2, writeType, value);
}

function writeType(value: ValueInfo, pbf: PbfWriter): void {
  pbf.writeMessage(1, writeTensorType, value);
}

function writeTensorType(value: ValueInfo, pbf: PbfWriter): void {
  pbf.writeVarintField(1, DATA_TYPE[value.type]);
  pbf.writeMessage(2, writeShape, value.shape);
}

function writeShape(shape: ValueInfo['shape'], pbf: PbfWriter): void {
  for (const extent of shape) pbf.writeMessage(1, writeDimension, extent);
}

function writeDimension(extent: number | string, pbf: PbfWriter): void {
  if (typeof extent === 'number') pbf.writeVarintField(1, extent);
  else pbf.writeStringField(2, extent);
}
