export { projectWith } from '../../src/export/project.ts';
