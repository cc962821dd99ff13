// Package svg writes pictures: escaped elements, labels that stand out from what
// is behind them, and an estimate of how wide a text runs. What a picture shows is
// for those who draw it.
//
// It is pure, and knows no colours and no layout. Coordinates are units of the
// picture's own viewBox.
//
// Source: SVG 2, https://www.w3.org/TR/SVG2/.
package svg
