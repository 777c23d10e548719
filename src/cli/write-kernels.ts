import { writeKernels } from './build-kernels';

await writeKernels();
