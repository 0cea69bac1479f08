export { htmlReport } from './html-report';
