/** The address of the file that all workers of the built page begin with; not of what they load. */
export const WORKER_FILE = /\/worker-[\w-]+\.js$/;
