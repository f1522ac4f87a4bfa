import { runService } from '#libs/service';
import { create } from './create.js';

await runService(create);
