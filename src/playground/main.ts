import './playground.css';
// bundled apart, as a worker is: what the page and the deck have in common would else be in one file with what only the page
// needs of it, and the deck would load that, too
import page from './page.ts?worker&url';

import(/* @vite-ignore */ page);
