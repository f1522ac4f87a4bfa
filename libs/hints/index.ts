export { judge, trained, type CategoryModel } from './src/category-model.js';
export { foldOf, isHeldOut, readCorpus, type Example } from './src/corpus.js';
export { likelyDuplicate, likenessTo, type ComparedCase, type Likeness } from './src/duplicates.js';
export { measured, type Measured } from './src/measure.js';
export { sharesOf, suggestCategory, surenesses, type CategorySuggestion } from './src/suggest.js';
export { tokensOf } from './src/tokens.js';
