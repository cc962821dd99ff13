package notice

import "time"

// AppendSignIn appends a sign-in as one line of JSON, without a newline: what
// SignIn.Read makes of it is judged, told and grows old as these facts do, before
// and after they were judged. An empty use is to sign in. Nothing is allocated
// where to has room and no list has more than 256 elements.
//
// What no sign-in in JSON can say is lost, and counts as not known: an attribute
// other than card.series that is one of several values; a value outside of those
// that its attribute may have, such as an empty text or a year beyond 2200; what
// Facts knows of an object that was not given. Spaces around a text and bytes that
// are no UTF-8 are not kept, and of lists that are longer than a sign-in may have
// the rest is left out. A line that is longer than MaxSignIn cannot be read again;
// bound what strangers may say before it becomes facts.
func AppendSignIn(to []byte, at time.Time, use string, f *Facts) []byte {
	to = append(to, `{"at":"`...)
	to = at.AppendFormat(to, time.RFC3339Nano)
	to = append(to, '"')
	if use != "" && use != UseSignIn {
		to = append(to, `,"use":`...)
		to = quote(to, use)
	}
	return append(f.AppendJSON(to), '}')
}
