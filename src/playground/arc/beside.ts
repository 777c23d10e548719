/** The parts of ARC beside and below the question, loaded after the question. */
import '../styles/teach.css';

export { ArcArticle } from './article/ArcArticle';
export { Learn } from './learn/Learn';
export { Progress } from './learn/LearnPanel';
export { ArcSide } from './stage/ArcSide';
export { TaskChooser } from './tasks/TaskChooser';
