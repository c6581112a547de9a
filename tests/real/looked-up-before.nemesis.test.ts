import { testNoticed } from './support/notice-variant.ts';

testNoticed('looked up before it is stored');
