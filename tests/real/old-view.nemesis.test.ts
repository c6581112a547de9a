import { testNoticed } from './support/notice-variant.ts';

testNoticed('the last view does not count');
