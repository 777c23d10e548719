import { writeModelsIndex } from './models-index';

await writeModelsIndex('models');
