/** What is seen of ARC beside and below the question: it comes when the question is there. */
import '../styles/teach.css';

export { ArcArticle } from './article/ArcArticle';
export { Learn } from './learn/Learn';
export { Progress } from './learn/LearnPanel';
export { ArcSide } from './stage/ArcSide';
export { TaskChooser } from './tasks/TaskChooser';
