import { testNoticed } from './support/notice-variant.ts';

testNoticed('answered before it is flushed');
