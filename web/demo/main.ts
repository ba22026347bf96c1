import { availableModels } from './ocr/models.js';
import { OcrPanel } from './ocr/panel.js';
import { watchConnection } from './offline.js';
import { Status } from './status.js';

const app = document.getElementById('app');
try {
  const models = await availableModels();
  app?.append(new OcrPanel(models).root);
} catch (error) {
  const status = new Status();
  app?.append(status.root);
  status.error(error);
}
watchConnection();
