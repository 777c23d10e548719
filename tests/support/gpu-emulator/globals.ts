/** WebGPU's other globals of browsers, besides `navigator.gpu`. */
export const BROWSER_CONSTANTS = {
  GPUBufferUsage: { MAP_READ: 1, COPY_SRC: 4, COPY_DST: 8, STORAGE: 128, QUERY_RESOLVE: 512 },
  GPUMapMode: { READ: 1, WRITE: 2 },
};
