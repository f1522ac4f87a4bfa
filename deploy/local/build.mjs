// `npm run build`: packages and build, each only when something changed.
import { setUp } from './setup.mjs';

setUp();
